/// A mean with what is known of its error.
package struct Estimate: Sendable, Hashable {
  package let mean: Double
  /// Zero where all samples agree.
  package let standardError: Double
  /// Zero with one sample, of whose error nothing is known.
  package let degreesOfFreedom: Double

  /// Samples of one quantity.
  package init(_ samples: [Double]) {
    let count = Double(samples.count)
    let mean = samples.reduce(0, +) / count
    self.mean = mean
    degreesOfFreedom = count - 1
    let squares = samples.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    standardError = samples.count < 2 ? 0 : (squares / (count - 1) / count).squareRoot()
  }

  /// Candidate minus baseline, sample by sample: what both have in common cancels.
  package init(paired candidate: [Double], minus baseline: [Double]) {
    self.init(zip(candidate, baseline).map { $0 - $1 })
  }

  /// Candidate minus baseline of samples that have nothing to do with each other (Welch 1947).
  package init(unpaired candidate: [Double], minus baseline: [Double]) {
    let (a, b) = (Estimate(candidate), Estimate(baseline))
    let (u, v) = (a.standardError * a.standardError, b.standardError * b.standardError)
    mean = a.mean - b.mean
    standardError = (u + v).squareRoot()
    let denominator = u * u / a.degreesOfFreedom + v * v / b.degreesOfFreedom
    let isKnown = a.degreesOfFreedom > 0 && b.degreesOfFreedom > 0
    degreesOfFreedom =
      !isKnown ? 0 : denominator > 0 ? (u + v) * (u + v) / denominator : a.degreesOfFreedom
  }

  /// P(a deviation from `threshold` at least as large as the one seen), were it the true mean.
  package func twoSidedP(against threshold: Double) -> Double {
    guard degreesOfFreedom > 0 else { return 1 }
    guard standardError > 0 else { return mean == threshold ? 1 : 0 }
    return TDistribution(degreesOfFreedom: degreesOfFreedom)
      .twoSided((mean - threshold) / standardError)
  }

  /// The interval that misses the true mean with probability `alpha`; `nil` with one sample.
  package func interval(alpha: Double) -> ClosedRange<Double>? {
    guard degreesOfFreedom > 0 else { return nil }
    guard standardError > 0 else { return mean...mean }
    let half =
      TDistribution(degreesOfFreedom: degreesOfFreedom).critical(alpha) * standardError
    return (mean - half)...(mean + half)
  }
}
