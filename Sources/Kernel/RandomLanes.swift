/// Eight independent xoshiro256++ generators in step: the source of every per-request variate.
package struct RandomLanes: Sendable {
  @usableFromInline package var s0 = SIMD8<UInt64>()
  @usableFromInline package var s1 = SIMD8<UInt64>()
  @usableFromInline package var s2 = SIMD8<UInt64>()
  @usableFromInline package var s3 = SIMD8<UInt64>()

  package init(_ key: StreamKey) {
    var mixer = key.mixer
    for lane in 0..<8 {
      s0[lane] = mixer.next()
      s1[lane] = mixer.next()
      s2[lane] = mixer.next()
      s3[lane] = mixer.next()
    }
  }

  @inlinable @inline(__always)
  package mutating func next() -> SIMD8<UInt64> {
    let sum = s0 &+ s3
    let result = rotated(sum, by: 23) &+ s0
    let shifted = s1 &<< SIMD8(repeating: 17)
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = rotated(s3, by: 45)
    return result
  }

  @inlinable @inline(__always)
  func rotated(_ value: SIMD8<UInt64>, by count: UInt64) -> SIMD8<UInt64> {
    (value &<< SIMD8(repeating: count)) | (value &>> SIMD8(repeating: 64 - count))
  }

  /// Uniform in (0, 1): multiples of 2⁻⁵² moved up by half a step, so that a logarithm is finite.
  @inlinable @inline(__always)
  package mutating func uniform() -> Lanes {
    let mantissa = (next() &>> SIMD8(repeating: 12)) | SIMD8(repeating: 0x3ff0_0000_0000_0000)
    return unsafeBitCast(mantissa, to: Lanes.self) - (1 - 0x1p-53)
  }

  /// Exponential with mean one.
  @inlinable @inline(__always)
  package mutating func exponential() -> Lanes { -Lanes.log(uniform()) }

  /// Two vectors of standard normal variates (Box and Muller, 1958).
  @inlinable @inline(__always)
  package mutating func normals() -> (Lanes, Lanes) {
    let radius = (exponential() * 2).squareRoot()
    let (cosine, sine) = Lanes.cosineAndSineOfTurns(uniform())
    return (radius * cosine, radius * sine)
  }
}
