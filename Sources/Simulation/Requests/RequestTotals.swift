/// Sums over requests of a minute or of the run.
struct RequestTotals {
  var offered: Int64 = 0
  /// Requests with a latency: all but those refused at once.
  var measured: Int64 = 0
  /// As clients see it, and the part of it that passes in the network of load tests.
  var latencySeconds = 0.0
  var networkSeconds = 0.0
  /// Offered requests that repeat a failed one.
  var retries: Int64 = 0
  var errors = ErrorCounts()

  /// Time for which requests were open at the load balancer.
  var openSeconds: Double { latencySeconds - networkSeconds }
  var meanLatency: Double { measured == 0 ? 0 : latencySeconds / Double(measured) }

  mutating func add(_ other: RequestTotals) {
    offered += other.offered
    measured += other.measured
    latencySeconds += other.latencySeconds
    networkSeconds += other.networkSeconds
    retries += other.retries
    errors += other.errors
  }
}
