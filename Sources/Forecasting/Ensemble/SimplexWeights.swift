internal import Glibc

/// Weights, not negative and adding up to 1, of forecasts whose weighted mean comes nearest to what
/// came: stacking under the constraints of a simplex.
///
/// Breiman, "Stacked Regressions", Machine Learning 24 (1996). Solved by accelerated projected
/// gradients (Beck and Teboulle 2009) with the projection of Duchi et al. (ICML 2008).
enum SimplexWeights {
  private static let iterations = 200

  /// The weights w that make |Σ w · errors|² + ridge · |w - prior|² least.
  ///
  /// Since weights add up to 1, the error of the mean is the mean of the errors.
  ///
  /// - Parameters:
  ///   - errors: one row a member, all of one length.
  ///   - prior: weights that more data has to speak against.
  ///   - ridge: as a share of the mean square error of a member.
  /// - Complexity: O(members² * (errors + iterations)).
  static func weights(errors: [[Double]], prior: [Double], ridge: Double) -> [Double] {
    let count = errors.count
    guard count > 1 else { return prior }
    var gram = [Double](repeating: 0, count: count * count)
    for i in 0..<count {
      for j in 0...i {
        var sum = 0.0
        for (a, b) in zip(errors[i], errors[j]) { sum += a * b }
        gram[i * count + j] = sum
        gram[j * count + i] = sum
      }
    }
    let trace = (0..<count).reduce(0) { $0 + gram[$1 * count + $1] }
    guard trace > 0, trace.isFinite else { return prior }
    let penalty = ridge * trace / Double(count)
    for i in 0..<count { gram[i * count + i] += penalty }
    // The trace bounds the largest eigenvalue.
    let size = 1 / (trace + penalty)
    var weights = prior
    var ahead = prior
    var momentum = 1.0
    for _ in 0..<iterations {
      var next = ahead
      for i in 0..<count {
        var slope = -penalty * prior[i]
        for j in 0..<count { slope += gram[i * count + j] * ahead[j] }
        next[i] -= size * slope
      }
      next = projected(next)
      let following = (1 + (1 + 4 * momentum * momentum).squareRoot()) / 2
      for i in 0..<count {
        ahead[i] = next[i] + (momentum - 1) / following * (next[i] - weights[i])
      }
      weights = next
      momentum = following
    }
    return weights
  }

  /// The nearest point whose coordinates are not negative and add up to 1.
  static func projected(_ point: [Double]) -> [Double] {
    let sorted = point.sorted(by: >)
    var sum = 0.0
    var shift = 0.0
    for (index, value) in sorted.enumerated() {
      sum += value
      let candidate = (sum - 1) / Double(index + 1)
      if value > candidate { shift = candidate }
    }
    return point.map { max(0, $0 - shift) }
  }
}
