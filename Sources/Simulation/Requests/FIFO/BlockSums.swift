/// Sums and bounds over a run of requests, in four interleaved sums: a single one would wait for
/// each addition.
struct BlockSums {
  private(set) var latency = 0.0
  private(set) var lowest = 0.0
  private(set) var highest = 0.0
  let service: Double

  init(latencies: UnsafePointer<Double>, service: UnsafePointer<Double>, count: Int) {
    let raw = UnsafeRawPointer(service)
    var sum = SIMD4<Double>()
    var index = 0
    while index &+ 4 <= count {
      sum += raw.loadUnaligned(fromByteOffset: index &* 8, as: SIMD4<Double>.self)
      index &+= 4
    }
    var total = sum.sum()
    while index < count {
      total += service[index]
      index &+= 1
    }
    self.service = total
    readLatencies(latencies, count: count)
  }

  /// Takes the sum and the bounds of the latencies again.
  mutating func readLatencies(_ latencies: UnsafePointer<Double>, count: Int) {
    let raw = UnsafeRawPointer(latencies)
    var sum = SIMD4<Double>()
    var least = SIMD4<Double>(repeating: .infinity)
    var greatest = SIMD4<Double>(repeating: -.infinity)
    var index = 0
    while index &+ 4 <= count {
      let value = raw.loadUnaligned(fromByteOffset: index &* 8, as: SIMD4<Double>.self)
      sum += value
      least = value.least(least)
      greatest = value.greatest(greatest)
      index &+= 4
    }
    latency = sum.sum()
    lowest = least.min()
    highest = greatest.max()
    while index < count {
      latency += latencies[index]
      lowest = min(lowest, latencies[index])
      highest = max(highest, latencies[index])
      index &+= 1
    }
  }
}
