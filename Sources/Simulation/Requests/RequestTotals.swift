/// Sums over requests of a minute or of the run.
struct RequestTotals {
  var offered: Int64 = 0
  /// Requests with a latency: all but those refused at once.
  var measured: Int64 = 0
  /// As clients see it, and the part of it that passes in the network of load tests.
  var latencySeconds = 0.0
  var networkSeconds = 0.0
  /// The greatest latency as clients see it.
  var longest = 0.0
  /// Offered requests that repeat a failed one.
  var retries: Int64 = 0
  var errors = ErrorCounts()

  /// Time for which requests were open at the load balancer.
  var openSeconds: Double { latencySeconds - networkSeconds }
  var meanLatency: Double { meanLatency(since: RequestTotals()) }

  /// Of what has been added to `earlier` since; zero where nothing was measured.
  func meanLatency(since earlier: RequestTotals) -> Double {
    let count = measured - earlier.measured
    return count == 0 ? 0 : (latencySeconds - earlier.latencySeconds) / Double(count)
  }

  mutating func add(_ other: RequestTotals) {
    offered += other.offered
    measured += other.measured
    latencySeconds += other.latencySeconds
    networkSeconds += other.networkSeconds
    longest = max(longest, other.longest)
    retries += other.retries
    errors += other.errors
  }
}
