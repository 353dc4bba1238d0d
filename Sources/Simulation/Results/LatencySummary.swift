/// Latency in milliseconds as the client sees it: queueing, service and non-CPU wait; a request
/// that timed out counts with the time at which it was given up.
package struct LatencySummary: Sendable, Hashable, BitwiseCopyable {
  package let mean: Double
  package let p50: Double
  package let p95: Double
  package let p99: Double
  /// Of the slowest request; `nil` where no single requests are known.
  package let max: Double?

  package init(mean: Double, p50: Double, p95: Double, p99: Double, max: Double? = nil) {
    self.mean = mean
    self.p50 = p50
    self.p95 = p95
    self.p99 = p99
    self.max = max
  }
}
