/// Sums over requests of a minute or of the run.
struct RequestTotals {
  var offered: Int64 = 0
  /// Requests with a latency: all but those refused at once.
  var measured: Int64 = 0
  var latencySeconds = 0.0
  var errors = ErrorCounts()

  var meanLatency: Double { measured == 0 ? 0 : latencySeconds / Double(measured) }

  mutating func add(_ other: RequestTotals) {
    offered += other.offered
    measured += other.measured
    latencySeconds += other.latencySeconds
    errors += other.errors
  }
}
