/// Eight independent generators in step: the source of every per-request variate.
///
/// Each lane is SFC64 by C. Doty-Humphrey (PractRand, 2010): a small chaotic generator with a
/// counter, so that no lane has a period below 2⁶⁴. It needs no rotation that has to stay one
/// instruction and fewest operations of the generators of its quality.
package struct RandomLanes: Sendable {
  // Lanes 0 to 3 and 4 to 7. They are run one after the other over a block, because the state and
  // the temporaries of four lanes fit into sixteen registers of two doubles.
  private var lower: Quad
  private var upper: Quad

  package init(_ key: StreamKey) {
    var mixer = key.mixer
    lower = Quad(&mixer)
    upper = Quad(&mixer)
  }

  /// Writes `count` uniform variates in (0, 1) to `block`: odd multiples of 2⁻⁵³.
  ///
  /// Variate number i comes from lane i mod 8 however the blocks are cut.
  ///
  /// - Precondition: `count` is a multiple of 8.
  package mutating func fillUniform(_ block: UnsafeMutablePointer<Double>, count: Int) {
    precondition(count % 8 == 0, "blocks are multiples of 8")
    lower.fill(block, count: count)
    upper.fill(block + 4, count: count)
  }
}

/// Four lanes of SFC64.
private struct Quad: Sendable {
  private typealias Words = SIMD4<UInt64>
  private var a = SIMD4<UInt64>()
  private var b = SIMD4<UInt64>()
  private var c = SIMD4<UInt64>()
  private var counter = SIMD4<UInt64>(repeating: 1)

  /// Twelve steps mix the seed into all of the state, as the author's seeding does.
  init(_ mixer: inout SplitMix64) {
    for lane in 0..<4 {
      a[lane] = mixer.next()
      b[lane] = mixer.next()
      c[lane] = mixer.next()
    }
    for _ in 0..<12 { _ = next() }
  }

  @inline(__always)
  private mutating func next() -> SIMD4<UInt64> {
    let result = (a &+ b) &+ counter
    counter = counter &+ Words(repeating: 1)
    a = b ^ (b &>> Words(repeating: 11))
    b = c &+ (c &<< Words(repeating: 3))
    // A rotation by 24, written as a sum: a compiler that recognises the rotation moves each lane
    // through a general register, because SSE2 has no vector rotation.
    c = (c &<< Words(repeating: 24)) &+ ((c &>> Words(repeating: 40)) &+ result)
    return result
  }

  /// Writes to the first four of every eight places from `block` on.
  ///
  /// The upper 52 bits become the mantissa of a number in [1, 2); subtracting 1 − 2⁻⁵³ moves it
  /// into (0, 1) so that neither end is ever met.
  @inline(__always)
  mutating func fill(_ block: UnsafeMutablePointer<Double>, count: Int) {
    var lanes = self
    let raw = UnsafeMutableRawPointer(block)
    var offset = 0
    while offset < count {
      let one = Words(repeating: 0x3ff0_0000_0000_0000)
      let mantissa = (lanes.next() &>> Words(repeating: 12)) | one
      let uniform = unsafeBitCast(mantissa, to: SIMD4<Double>.self) - (1 - 0x1p-53)
      raw.storeBytes(of: uniform, toByteOffset: offset &* 8, as: SIMD4<Double>.self)
      offset &+= 8
    }
    self = lanes
  }
}
