internal import Kernel

extension LatencyHistogram {
  /// Mean and percentiles in milliseconds; `nil` when nothing was recorded.
  ///
  /// - Parameter totals: of the same requests, and perhaps of others before `earlier`.
  func summary(
    of totals: RequestTotals, since earlier: RequestTotals = RequestTotals()
  ) -> LatencySummary? {
    summary(meanSeconds: totals.meanLatency(since: earlier), longest: totals.longest)
  }

  func summary(meanSeconds: Double, longest: Double) -> LatencySummary? {
    guard let quantiles = quantiles([0.5, 0.95, 0.99]) else { return nil }
    return LatencySummary(
      mean: meanSeconds * 1000, p50: quantiles[0] * 1000, p95: quantiles[1] * 1000,
      p99: quantiles[2] * 1000, max: longest * 1000)
  }
}
