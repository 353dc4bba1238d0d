internal import Foundation

/// Student's t distribution with any positive number of degrees of freedom.
///
/// The distribution function is the regularised incomplete beta function, computed by its continued
/// fraction (Abramowitz and Stegun, 26.5.8 and 26.7.1).
package struct TDistribution: Sendable {
  package let degreesOfFreedom: Double

  package init(degreesOfFreedom: Double) { self.degreesOfFreedom = degreesOfFreedom }

  /// P(|T| > |t|).
  package func twoSided(_ t: Double) -> Double {
    guard t.isFinite else { return 0 }
    let x = degreesOfFreedom / (degreesOfFreedom + t * t)
    return Self.regularisedBeta(x, degreesOfFreedom / 2, 0.5)
  }

  /// The t that |T| exceeds with probability `alpha`, to 10⁻¹⁰ of itself.
  package func critical(_ alpha: Double) -> Double {
    var high = 1.0
    while twoSided(high) > alpha, high < 1e12 { high *= 2 }
    var low = 0.0
    while high - low > 1e-10 * high {
      let middle = (low + high) / 2
      if twoSided(middle) > alpha { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  private static func regularisedBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    // The fraction converges fast on this side of the mean; the other side is its complement.
    if x > (a + 1) / (a + b + 2) { return 1 - regularisedBeta(1 - x, b, a) }
    let logBeta: Double = lgamma(a) + lgamma(b) - lgamma(a + b)
    let power: Double = a * log(x) + b * log(1 - x)
    let front = exp(power - logBeta)
    return front * fraction(x, a, b) / a
  }

  /// Lentz's method, as modified by Thompson and Barnett.
  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func away(_ value: Double) -> Double { value.magnitude < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / away(1 - (a + b) * x / (a + 1))
    var result = d
    for step in 1...1000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / away(1 + even * d)
      c = away(1 + even / c)
      result *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / away(1 + odd * d)
      c = away(1 + odd / c)
      result *= d * c
      if (d * c - 1).magnitude < 1e-15 { break }
    }
    return result
  }
}
