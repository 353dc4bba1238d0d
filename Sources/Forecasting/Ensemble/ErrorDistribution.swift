internal import Glibc
internal import Kernel

/// The distribution of forecast errors: its shape, its width at each step, and how errors of
/// different steps go together.
///
/// Each step's error is a width times a common shape, which is symmetric. Steps are joined by a
/// Gaussian copula (Sklar's theorem keeps each step's distribution as it is): the normal score of a
/// step is a level common to the whole path plus a first-order autoregression.
package struct ErrorDistribution: Sendable {
  /// Sizes of the standardised errors, rising: the size at place i has probability (i + ½) / count.
  let sizes: [Double]
  /// Errors that are as good as independent: the degrees of freedom of the widths.
  let freedom: Double
  /// Width of the error at each step, in the unit of the load.
  let widths: [Double]
  /// Share of the variance that is common to all steps of a path, 0...1.
  let commonShare: Double
  /// Correlation of the remaining part between neighbouring steps, 0..<1.
  let persistence: Double

  /// An error of no size at any of `count` steps.
  static func none(count: Int) -> ErrorDistribution {
    ErrorDistribution(
      sizes: [], freedom: 1, widths: Array(repeating: 0, count: count), commonShare: 0,
      persistence: 0)
  }

  /// The errors with other widths, one a step.
  func with(widths: [Double]) -> ErrorDistribution {
    ErrorDistribution(
      sizes: sizes, freedom: freedom, widths: widths, commonShare: commonShare,
      persistence: persistence)
  }

  /// The quantile of the standardised error at the probability of a normal score.
  ///
  /// Linear between the sizes seen; the largest holds beyond them. Since the widths are estimates
  /// from few origins, it is stretched as Student's t is against the normal distribution.
  func standardised(score: Double) -> Double {
    guard let first = sizes.first, let last = sizes.last else { return 0 }
    let level = 2 * Normal.probability(abs(score)) - 1
    let position = level * Double(sizes.count) - 0.5
    let below = Int(position.rounded(.down))
    let size: Double
    if below < 0 {
      size = first * (position + 0.5) * 2
    } else if below >= sizes.count - 1 {
      size = last
    } else {
      size = sizes[below] + (position - Double(below)) * (sizes[below + 1] - sizes[below])
    }
    let stretched = size * Self.stretch(score: abs(score), freedom: freedom)
    return score < 0 ? -stretched : stretched
  }

  /// How much further out than a normal score Student's t lies.
  ///
  /// Fisher and Cornish's expansion to the second order (Abramowitz and Stegun 26.7.5).
  static func stretch(score: Double, freedom: Double) -> Double {
    let square = min(score * score, 16)
    return 1 + (square + 1) / (4 * freedom)
      + (5 * square * square + 16 * square + 3) / (96 * freedom * freedom)
  }

  /// Normal scores of the steps of one path, dependent as the errors are.
  func jointScores(
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
      return score
    }
  }
}
