/// The mean of a few samples with its 95 % confidence interval.
///
/// Samples are taken as independent and the interval is Student's: mean ± t(0.975, n − 1) s/√n.
package struct MeanInterval: Sendable, Hashable {
  package let mean: Double
  /// `nil` with fewer than two samples, where nothing is known of the spread.
  package let low: Double?
  package let high: Double?

  package init(_ samples: [Double]) {
    let estimate = samples.isEmpty ? nil : Estimate(samples)
    let interval = estimate?.interval(alpha: 0.05)
    mean = estimate?.mean ?? 0
    low = interval?.lowerBound
    high = interval?.upperBound
  }

  /// Paired differences a − b: what both have in common cancels.
  package init(of a: [Double], minus b: [Double]) {
    self.init(zip(a, b).map { $0 - $1 })
  }
}
