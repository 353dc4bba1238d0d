internal import Glibc

/// Fills blocks with independent variates of one distribution.
///
/// Variate number i of a stream is the same however the blocks are cut, as long as every block is a
/// multiple of 16: two policies give the same request the same demand.
package struct VariateSampler: Sendable {
  private var random: RandomLanes
  private let variate: Variate
  private let scale: Double
  /// Mean and standard deviation of the logarithm, for the lognormal distribution.
  private let logMean: Double
  private let logSigma: Double

  /// A sampler of `variate` times `scale`.
  package init(_ variate: Variate, scale: Double = 1, key: StreamKey) {
    random = RandomLanes(key)
    self.variate = variate
    self.scale = scale
    if case .lognormal(let mean, let cv) = variate {
      let variance = Glibc.log(1 + cv * cv)
      logMean = Glibc.log(mean * scale) - variance / 2
      logSigma = variance.squareRoot()
    } else {
      logMean = 0
      logSigma = 0
    }
  }

  /// Writes `count` variates to `block`.
  ///
  /// - Precondition: `count` is a multiple of 16.
  package mutating func fill(_ block: UnsafeMutablePointer<Double>, count: Int) {
    precondition(count % 16 == 0, "blocks are multiples of 16")
    switch variate {
    case .constant(let value): block.update(repeating: value * scale, count: count)
    case .exponential(let mean): fillExponential(block, count: count, mean: mean * scale)
    case .lognormal: fillLognormal(block, count: count)
    }
  }

  private mutating func fillExponential(
    _ block: UnsafeMutablePointer<Double>, count: Int, mean: Double
  ) {
    var generator = random
    let raw = UnsafeMutableRawPointer(block)
    for offset in stride(from: 0, to: count, by: 8) {
      raw.storeBytes(of: generator.exponential() * mean, toByteOffset: offset * 8, as: Lanes.self)
    }
    random = generator
  }

  private mutating func fillLognormal(_ block: UnsafeMutablePointer<Double>, count: Int) {
    var generator = random
    let raw = UnsafeMutableRawPointer(block)
    for offset in stride(from: 0, to: count, by: 16) {
      let (first, second) = generator.normals()
      let a = Lanes.exp(first * logSigma + logMean)
      let b = Lanes.exp(second * logSigma + logMean)
      raw.storeBytes(of: a, toByteOffset: offset * 8, as: Lanes.self)
      raw.storeBytes(of: b, toByteOffset: offset * 8 + 64, as: Lanes.self)
    }
    random = generator
  }
}
