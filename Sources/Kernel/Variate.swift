/// A distribution of a non-negative quantity, given by its mean and its coefficient of variation.
package enum Variate: Sendable, Hashable {
  case constant(Double)
  case exponential(mean: Double)
  /// `cv` is the standard deviation over the mean.
  case lognormal(mean: Double, cv: Double)

  package var mean: Double {
    switch self {
    case .constant(let value): value
    case .exponential(let mean): mean
    case .lognormal(let mean, _): mean
    }
  }
}
