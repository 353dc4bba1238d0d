internal import Glibc

/// The standard normal distribution.
enum Normal {
  static func probability(_ score: Double) -> Double { erfc(-score / 2.0.squareRoot()) / 2 }

  /// The score that is not exceeded with the given probability; ±9 at 0 and 1.
  ///
  /// Bisection of `probability`, exact to 1e-9: it is asked for a few numbers a forecast.
  static func quantile(_ probability: Double) -> Double {
    var (low, high) = (-9.0, 9.0)
    while high - low > 1e-9 {
      let middle = (low + high) / 2
      if self.probability(middle) < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
