internal import Kernel

/// Standard normal variates in pairs, made many at a time from uniform ones (Box and Muller, 1958).
struct NormalVariates {
  private static let ahead = 512
  private var random: RandomLanes
  private var block: [Double]
  private var used: Int

  init(_ key: StreamKey) {
    random = RandomLanes(key)
    block = [Double](repeating: 0, count: Self.ahead)
    used = Self.ahead
  }

  @inline(__always)
  mutating func pair() -> (Double, Double) {
    if used == Self.ahead { refill() }
    defer { used += 2 }
    return (block[used], block[used + 1])
  }

  private mutating func refill() {
    var generator = random
    block.withUnsafeMutableBufferPointer { block in
      guard let first = block.baseAddress else { return }
      generator.fillUniform(first, count: Self.ahead)
      let raw = UnsafeMutableRawPointer(first)
      for offset in stride(from: 0, to: Self.ahead * 8, by: 128) {
        let one = raw.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
        let other = raw.loadUnaligned(fromByteOffset: offset + 64, as: Lanes.self)
        let radius = (Lanes.log(one) * -2).squareRoot()
        let (cosine, sine) = Lanes.cosineAndSineOfTurns(other)
        raw.storeBytes(of: radius * cosine, toByteOffset: offset, as: Lanes.self)
        raw.storeBytes(of: radius * sine, toByteOffset: offset + 64, as: Lanes.self)
      }
    }
    random = generator
    used = 0
  }
}
