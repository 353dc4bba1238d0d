/// A stream of random numbers for the control plane: one draw at a time.
///
/// xoshiro256++ by Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM
/// TOMS 47 (2021). Its samplers are our own, so that a seed gives the same run for ever.
package struct RandomStream: Sendable {
  private var s0, s1, s2, s3: UInt64

  package init(_ key: StreamKey) {
    var mixer = key.mixer
    s0 = mixer.next()
    s1 = mixer.next()
    s2 = mixer.next()
    s3 = mixer.next()
  }

  package init(seed: UInt64, replication: UInt64 = 0, component: String, entity: String) {
    self.init(
      StreamKey(seed: seed, replication: replication, component: component, entity: entity))
  }

  package mutating func next() -> UInt64 {
    let result = rotated(s0 &+ s3, by: 23) &+ s0
    let shifted = s1 &<< 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = rotated(s3, by: 45)
    return result
  }

  /// Uniform in [0, 1) with 53 bits.
  package mutating func uniform() -> Double { Double(next() &>> 11) * 0x1p-53 }

  /// Uniform in `range`.
  package mutating func uniform(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  /// A standard exponential variate, by inversion; one uniform is drawn.
  package mutating func exponential() -> Double {
    -Lanes.log(Lanes(repeating: 1 - uniform()))[0]
  }

  /// A standard normal variate, by Box and Muller (1958); two uniforms are drawn for each.
  package mutating func normal() -> Double {
    let exponential = -Lanes.log(Lanes(repeating: 1 - uniform()))
    let cosine = Lanes.cosineAndSineOfTurns(Lanes(repeating: uniform())).cosine
    return ((2 * exponential).squareRoot() * cosine)[0]
  }

  /// A factor whose logarithm is normal with mean 0 and standard deviation `sigma`; 1 for sigma 0.
  ///
  /// Two uniforms are drawn whatever `sigma` is, so that changing it shifts no later draw.
  package mutating func lognormalFactor(sigma: Double) -> Double {
    Lanes.exp(Lanes(repeating: normal() * sigma))[0]
  }

  private func rotated(_ value: UInt64, by count: UInt64) -> UInt64 {
    (value &<< count) | (value &>> (64 - count))
  }
}
