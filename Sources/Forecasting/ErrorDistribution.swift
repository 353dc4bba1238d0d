internal import Glibc
internal import Kernel

/// The distribution of forecast errors: its shape, its width at each step, and how errors of
/// different steps go together.
///
/// Each step's error is a width times a common shape. Steps are joined by a Gaussian copula (Sklar's
/// theorem keeps each step's distribution as it is): the normal score of a step is a level common to
/// the whole path plus a first-order autoregression.
package struct ErrorDistribution: Sendable {
  /// Quantiles of the standardised error at probabilities (i + ½) / count, rising.
  let shape: [Double]
  /// Width of the error at each step, in the unit of the load.
  let widths: [Double]
  /// Share of the variance that is common to all steps of a path, 0...1.
  let commonShare: Double
  /// Correlation of the remaining part between neighbouring steps, 0..<1.
  let persistence: Double

  /// The error at `step` that is not exceeded with the given probability.
  ///
  /// Linear between the quantiles of the shape; the outermost hold beyond them.
  func quantile(_ probability: Double, at step: Int) -> Double {
    guard let first = shape.first, let last = shape.last else { return 0 }
    let position = probability * Double(shape.count) - 0.5
    let below = Int(position.rounded(.down))
    let standardised: Double
    if below < 0 {
      standardised = first
    } else if below >= shape.count - 1 {
      standardised = last
    } else {
      let share = position - Double(below)
      standardised = shape[below] * (1 - share) + shape[below + 1] * share
    }
    return standardised * widths[step]
  }

  /// Uniform variates for the steps of one path, dependent as the errors are.
  func jointProbabilities(
    count: Int, seed: UInt64, replication: UInt64, entity: String
  ) -> [Double] {
    var random = RandomStream(
      seed: seed, replication: replication, component: "forecast", entity: entity)
    let common = commonShare.squareRoot() * random.normal()
    let own = (1 - commonShare).squareRoot()
    let innovation = (1 - persistence * persistence).squareRoot()
    var state = random.normal()
    return (0..<count).map { _ in
      let score = common + own * state
      state = persistence * state + innovation * random.normal()
      return erfc(-score / 2.0.squareRoot()) / 2
    }
  }
}
