import Foundation
import Kernel
import Testing

private func sample(_ variate: Variate, count: Int, seed: UInt64 = 1) -> [Double] {
  let key = StreamKey(seed: seed, component: "test", entity: "variate")
  var sampler = VariateSampler(variate, key: key)
  return [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
    guard let base = buffer.baseAddress else { return }
    sampler.fill(base, count: count)
    initialized = count
  }
}

@Suite("Variates")
struct VariateTests {
  @Test("elementary functions agree with the C library to 4e-15")
  func functions() {
    var random = RandomStream(seed: 3, component: "test", entity: "functions")
    for _ in 0..<20_000 {
      let x = random.uniform(in: 1e-16...10)
      #expect(abs(Lanes.log(Lanes(repeating: x))[0] - log(x)) <= 4e-15 * max(1, abs(log(x))))
      let y = random.uniform(in: -40...40)
      #expect(abs(Lanes.exp(Lanes(repeating: y))[0] / exp(y) - 1) < 4e-15)
      let u = random.uniform()
      let (cosine, sine) = Lanes.cosineAndSineOfTurns(Lanes(repeating: u))
      #expect(abs(cosine[0] - cos(2 * Double.pi * u)) < 4e-15)
      #expect(abs(sine[0] - sin(2 * Double.pi * u)) < 4e-15)
    }
  }

  @Test(
    "mean and coefficient of variation are the ones asked for",
    arguments: [
      (Variate.exponential(mean: 0.02), 1.0), (.lognormal(mean: 0.05, cv: 0.5), 0.5),
      (.lognormal(mean: 0.05, cv: 1), 1.0), (.constant(0.3), 0.0),
    ])
  func moments(variate: Variate, cv: Double) {
    let values = sample(variate, count: 1 << 18)
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    #expect(abs(mean / variate.mean - 1) < 0.01)
    #expect(abs(variance.squareRoot() / mean - cv) < 0.02)
    #expect(values.allSatisfy { $0 > 0 })
  }

  @Test("exponential variates pass a Kolmogorov–Smirnov test at the 0.1 % level")
  func distribution() {
    let values = sample(.exponential(mean: 1), count: 100_000).sorted()
    var distance = 0.0
    for (index, value) in values.enumerated() {
      let expected = 1 - exp(-value)
      distance = max(distance, abs(Double(index + 1) / 100_000 - expected))
    }
    #expect(distance < 1.95 / Double(100_000).squareRoot())
  }

  @Test("a seed gives the same numbers for ever")
  func goldenFirstValues() {
    var stream = RandomStream(seed: 1, component: "arrivals", entity: "nav-engine")
    let golden = (0..<3).map { _ in stream.next() }
    #expect(golden == Self.streamGolden)
    let exponentials = sample(.exponential(mean: 1), count: 16).prefix(2).map(\.bitPattern)
    #expect(exponentials == Self.exponentialGolden)
    let lognormals = sample(.lognormal(mean: 1, cv: 1), count: 16).prefix(2).map(\.bitPattern)
    #expect(lognormals == Self.lognormalGolden)
  }

  static let streamGolden: [UInt64] = [
    295_041_097_298_730_517, 3_610_682_545_351_573_832, 17_296_356_879_304_124_138,
  ]
  static let exponentialGolden: [UInt64] = [4_597_537_433_974_147_088, 4_609_181_856_226_789_438]
  static let lognormalGolden: [UInt64] = [4_600_893_521_659_019_206, 4_613_734_444_071_396_110]

  @Test("streams of different names, replications or seeds share nothing")
  func keys() {
    let keys = [
      StreamKey(seed: 1, component: "a", entity: "b"),
      StreamKey(seed: 2, component: "a", entity: "b"),
      StreamKey(seed: 1, replication: 1, component: "a", entity: "b"),
      StreamKey(seed: 1, component: "b", entity: "a"),
      StreamKey(seed: 1, component: "ab", entity: ""),
    ]
    var first: Set<UInt64> = []
    for key in keys {
      var stream = RandomStream(key)
      first.insert(stream.next())
    }
    #expect(first.count == keys.count)
  }
}

@Suite("Latency histogram")
struct LatencyHistogramTests {
  @Test("quantiles of a known distribution are within a fifth of a percent")
  func quantiles() throws {
    var histogram = LatencyHistogram()
    for index in 1...100_000 { histogram.record(Double(index) * 1e-5) }
    let found = histogram.quantiles([0.5, 0.95, 0.99])
    let quantiles = try #require(found)
    for (value, expected) in zip(quantiles, [0.5, 0.95, 0.99]) {
      #expect(abs(value / expected - 1) < 0.002)
    }
  }

  @Test("bins are ordered and hold their values")
  func bins() {
    var random = RandomStream(seed: 1, component: "test", entity: "bins")
    for _ in 0..<10_000 {
      let value = exp(random.uniform(in: -14...10))
      let index = LogarithmicBins.index(of: value)
      #expect(LogarithmicBins.lowerBound(of: index) <= value)
      #expect(value < LogarithmicBins.lowerBound(of: index + 1))
    }
    #expect(LogarithmicBins.index(of: 0) == 0)
    #expect(LogarithmicBins.index(of: 1e9) == LogarithmicBins.count - 1)
  }

  @Test("absorbing empties the other histogram and keeps every count")
  func absorbing() {
    var run = LatencyHistogram()
    var minute = LatencyHistogram()
    for value in [0.01, 0.02, 0.03] { minute.record(value) }
    run.absorb(&minute)
    minute.record(0.04)
    run.absorb(&minute)
    let total = run.total
    let left = minute.quantiles([0.5])
    #expect(total == 4)
    #expect(left == nil)
  }
}
