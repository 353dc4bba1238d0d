/// Sums over requests of a minute or of the run.
struct RequestTotals {
  var offered: Int64 = 0
  /// Requests with a latency: all but those refused at once.
  var measured: Int64 = 0
  var latencySeconds = 0.0
  var errors = ErrorCounts()

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
    errors += other.errors
  }
}
