internal import Kernel

/// One variate after another, from a sampler that draws them in blocks.
struct DrawnValues {
  private static let size = 64
  private var sampler: VariateSampler
  private var block = [Double](repeating: 0, count: size)
  private var used = size

  init(_ variate: Variate, scale: Double = 1, key: StreamKey) {
    sampler = VariateSampler(variate, scale: scale, key: key)
  }

  mutating func next() -> Double {
    if used == Self.size {
      block.withUnsafeMutableBufferPointer { buffer in
        if let base = buffer.baseAddress { sampler.fill(base, count: Self.size) }
      }
      used = 0
    }
    defer { used += 1 }
    return block[used]
  }
}
