internal import Foundation
internal import Kernel

extension Variate {
  /// The squared coefficient of variation.
  var variability: Double {
    switch self {
    case .constant: 0
    case .exponential: 1
    case .lognormal(_, let cv): cv * cv
    }
  }

  /// The third moment over the cube of the mean.
  var thirdMoment: Double {
    switch self {
    case .constant: 1
    case .exponential: 6
    case .lognormal(_, let cv): (1 + cv * cv) * (1 + cv * cv) * (1 + cv * cv)
    }
  }

  /// This quantity times `factor`.
  func scaled(by factor: Double) -> Variate {
    switch self {
    case .constant(let value): .constant(value * factor)
    case .exponential(let mean): .exponential(mean: mean * factor)
    case .lognormal(let mean, let cv): .lognormal(mean: mean * factor, cv: cv)
    }
  }

  /// The probability of at most `value`.
  func probability(upTo value: Double) -> Double {
    switch self {
    case .constant(let constant):
      return value >= constant ? 1 : 0
    case .exponential(let mean):
      return value <= 0 ? 0 : mean <= 0 ? 1 : 1 - exp(-value / mean)
    case .lognormal(let mean, let cv):
      guard value > 0 else { return 0 }
      guard mean > 0 else { return 1 }
      let variance = log(1 + cv * cv)
      let normal = (log(value / mean) + variance / 2) / variance.squareRoot()
      return 0.5 * erfc(-normal / 2.0.squareRoot())
    }
  }

  /// The mean of what exceeds `value`, zero where nothing does.
  ///
  /// For lognormal quantities as in F. Black and M. Scholes, "The pricing of options and corporate
  /// liabilities", Journal of Political Economy 81 (1973), without interest.
  func excess(over value: Double) -> Double {
    guard value > 0 else { return mean - value }
    guard mean > 0 else { return 0 }
    switch self {
    case .constant(let constant):
      return max(0, constant - value)
    case .exponential(let mean):
      return mean * exp(-value / mean)
    case .lognormal(let mean, let cv):
      let deviation = log(1 + cv * cv).squareRoot()
      guard deviation > 0 else { return max(0, mean - value) }
      let middle = log(mean / value) / deviation
      func normal(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }
      return mean * normal(middle + deviation / 2) - value * normal(middle - deviation / 2)
    }
  }

  /// Points with weights that add up to one, for expectations of smooth functions.
  var nodes: [(value: Double, weight: Double)] {
    switch self {
    case .constant(let value):
      return [(value, 1)]
    case .exponential(let mean):
      // Medians of 32 equally likely parts.
      return (0..<32).map { (-mean * log(1 - (Double($0) + 0.5) / 32), 1.0 / 32) }
    case .lognormal(let mean, let cv):
      // The trapezoid rule over the normal density, which converges faster than any power.
      let variance = log(1 + cv * cv)
      let steps = (-16...16).map { Double($0) / 4 }
      let total = steps.reduce(0) { $0 + exp(-$1 * $1 / 2) }
      return steps.map {
        (mean * exp($0 * variance.squareRoot() - variance / 2), exp(-$0 * $0 / 2) / total)
      }
    }
  }
}
