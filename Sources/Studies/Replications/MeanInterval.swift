internal import Foundation

/// The mean of a few samples with its 95 % confidence interval.
///
/// Samples are taken as independent and the interval is Student's: mean ± t(0.975, n − 1) s/√n.
package struct MeanInterval: Sendable, Hashable {
  package let mean: Double
  /// `nil` with fewer than two samples, where nothing is known of the spread.
  package let low: Double?
  package let high: Double?

  package init(_ samples: [Double]) {
    let count = Double(samples.count)
    let mean = samples.isEmpty ? 0 : samples.reduce(0, +) / count
    self.mean = mean
    guard samples.count >= 2 else {
      low = nil
      high = nil
      return
    }
    let squares = samples.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let half =
      StudentT.quantile975(degreesOfFreedom: samples.count - 1)
      * (squares / (count - 1) / count).squareRoot()
    low = mean - half
    high = mean + half
  }

  /// Paired differences a − b: what both have in common cancels.
  package init(of a: [Double], minus b: [Double]) {
    self.init(zip(a, b).map { $0 - $1 })
  }
}

/// Student's t distribution.
enum StudentT {
  /// The value that 97.5 % of the distribution lie below.
  ///
  /// Found by halving on the exact distribution function for whole degrees of freedom (Abramowitz
  /// and Stegun, 26.7.3 and 26.7.4), to 10⁻¹² of itself.
  static func quantile975(degreesOfFreedom: Int) -> Double {
    var low = 1.9
    var high = 12.8
    while high - low > 1e-12 * high {
      let middle = (low + high) / 2
      if central(middle, degreesOfFreedom) < 0.95 { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// P(−t < T < t): a finite series in θ = atan(t/√ν).
  private static func central(_ t: Double, _ degrees: Int) -> Double {
    let theta = atan(t / Double(degrees).squareRoot())
    let (sine, cosine) = (sin(theta), cos(theta))
    var term = degrees.isMultiple(of: 2) ? 1 : cosine
    var sum = degrees == 1 ? 0 : term
    var order = degrees.isMultiple(of: 2) ? 2 : 3
    while order <= degrees - 2 {
      term *= Double(order - 1) / Double(order) * cosine * cosine
      sum += term
      order += 2
    }
    return degrees.isMultiple(of: 2) ? sine * sum : (theta + sine * sum) * 2 / .pi
  }
}
