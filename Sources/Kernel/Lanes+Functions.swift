// Elementary functions over eight lanes.
//
// Only additions, multiplications, divisions and square roots are used, which IEEE 754 fixes to the
// last bit: the same seed gives the same variates on every machine, which a system's libm does not
// promise. Errors stay below 4e-15 relative in the ranges used.
extension SIMD8 where Scalar == Double {
  /// Natural logarithm of positive, finite, normal numbers.
  ///
  /// Splits x = 2ᵏ·m with m in [0.75, 1.5) and sums the series 2·artanh((m−1)/(m+1)).
  @inlinable
  package static func log(_ x: SIMD8<Double>) -> SIMD8<Double> {
    let bits = unsafeBitCast(x, to: SIMD8<UInt64>.self)
    let shifted = bits &- SIMD8<UInt64>(repeating: 0x3fe8_0000_0000_0000)
    let exponent = unsafeBitCast(shifted, to: SIMD8<Int64>.self) &>> SIMD8<Int64>(repeating: 52)
    let scaled = unsafeBitCast(exponent &<< SIMD8<Int64>(repeating: 52), to: SIMD8<UInt64>.self)
    let m = unsafeBitCast(bits &- scaled, to: SIMD8<Double>.self)
    // 1.5·2⁵² plus a small integer holds that integer in its low bits: int to double without a
    // conversion instruction, which AVX2 lacks.
    let magic = SIMD8<Double>(repeating: 6_755_399_441_055_744)
    let k =
      unsafeBitCast(
        exponent &+ SIMD8<Int64>(repeating: 0x4338_0000_0000_0000), to: SIMD8<Double>.self) - magic
    let z = (m - 1) / (m + 1)
    let w = z * z
    var series = SIMD8<Double>(repeating: 2.0 / 19)
    series = series * w + 2.0 / 17
    series = series * w + 2.0 / 15
    series = series * w + 2.0 / 13
    series = series * w + 2.0 / 11
    series = series * w + 2.0 / 9
    series = series * w + 2.0 / 7
    series = series * w + 2.0 / 5
    series = series * w + 2.0 / 3
    series = series * w + 2.0
    return k * 0.693_147_180_559_945_3 + z * series
  }

  /// e to the power x for |x| < 700.
  ///
  /// Splits x = k·ln 2 + r with |r| ≤ ln 2 / 2 (ln 2 in two parts) and sums the Taylor series.
  @inlinable
  package static func exp(_ x: SIMD8<Double>) -> SIMD8<Double> {
    let magic = SIMD8<Double>(repeating: 6_755_399_441_055_744)
    let rounded = x * 1.442_695_040_888_963_4 + magic
    let k = rounded - magic
    let r = (x - k * 0.693_147_180_369_123_8) - k * 1.908_214_929_270_587_7e-10
    var series = SIMD8<Double>(repeating: 1.0 / 6_227_020_800)
    series = series * r + 1.0 / 479_001_600
    series = series * r + 1.0 / 39_916_800
    series = series * r + 1.0 / 3_628_800
    series = series * r + 1.0 / 362_880
    series = series * r + 1.0 / 40_320
    series = series * r + 1.0 / 5_040
    series = series * r + 1.0 / 720
    series = series * r + 1.0 / 120
    series = series * r + 1.0 / 24
    series = series * r + 1.0 / 6
    series = series * r + 0.5
    series = series * r + 1.0
    series = series * r + 1.0
    let integer = unsafeBitCast(rounded, to: SIMD8<Int64>.self)
    let power = (integer &+ SIMD8<Int64>(repeating: 1023)) &<< SIMD8<Int64>(repeating: 52)
    return series * unsafeBitCast(power, to: SIMD8<Double>.self)
  }

  /// cos(2πu) and sin(2πu) for u in [0, 1).
  ///
  /// Reduces to an eighth of a turn around the nearest quarter, sums both Taylor series and swaps
  /// them by quarter.
  @inlinable
  package static func cosineAndSineOfTurns(
    _ u: SIMD8<Double>
  ) -> (cosine: SIMD8<Double>, sine: SIMD8<Double>) {
    let magic = SIMD8<Double>(repeating: 6_755_399_441_055_744)
    let rounded = u * 4 + magic
    let quarter = unsafeBitCast(rounded, to: SIMD8<Int64>.self) & SIMD8<Int64>(repeating: 3)
    let x = (u - (rounded - magic) * 0.25) * 6.283_185_307_179_586
    let w = x * x
    var c = SIMD8<Double>(repeating: 1.0 / 20_922_789_888_000)
    c = c * w - 1.0 / 87_178_291_200
    c = c * w + 1.0 / 479_001_600
    c = c * w - 1.0 / 3_628_800
    c = c * w + 1.0 / 40_320
    c = c * w - 1.0 / 720
    c = c * w + 1.0 / 24
    c = c * w - 0.5
    c = c * w + 1.0
    var s = SIMD8<Double>(repeating: -1.0 / 1_307_674_368_000)
    s = s * w + 1.0 / 6_227_020_800
    s = s * w - 1.0 / 39_916_800
    s = s * w + 1.0 / 362_880
    s = s * w - 1.0 / 5_040
    s = s * w + 1.0 / 120
    s = s * w - 1.0 / 6
    s = s * w + 1.0
    s = s * x
    let isOdd = (quarter & SIMD8<Int64>(repeating: 1)) .== SIMD8<Int64>(repeating: 1)
    let cosine = c.replacing(with: s, where: isOdd)
    let sine = s.replacing(with: c, where: isOdd)
    // Quarter 1: (−sin, cos); 2: (−cos, −sin); 3: (sin, −cos).
    let negatesCosine =
      (quarter .== SIMD8<Int64>(repeating: 1)) .| (quarter .== SIMD8<Int64>(repeating: 2))
    let negatesSine = quarter .>= SIMD8<Int64>(repeating: 2)
    return (
      cosine.replacing(with: -cosine, where: negatesCosine),
      sine.replacing(with: -sine, where: negatesSine)
    )
  }
}
