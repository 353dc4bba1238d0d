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

/// The standard normal distribution function.
private func normalDistribution(_ z: Double) -> Double { erfc(-z / 2.0.squareRoot()) / 2 }

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

  @Test("variates pass a Kolmogorov–Smirnov test at the 0.1 % level")
  func distribution() {
    func distance(_ values: [Double], to distribution: (Double) -> Double) -> Double {
      values.sorted().enumerated().map { index, value in
        abs(Double(index + 1) / Double(values.count) - distribution(value))
      }.max() ?? 1
    }
    let count = 200_000
    let bound = 1.95 / Double(count).squareRoot()
    let exponential = sample(.exponential(mean: 1), count: count)
    #expect(distance(exponential) { 1 - exp(-$0) } < bound)
    for cv in [0.3, 1, 4] {
      let lognormal = sample(.lognormal(mean: 1, cv: cv), count: count)
      let sigma = log(1 + cv * cv).squareRoot()
      let found = distance(lognormal) { normalDistribution((log($0) + sigma * sigma / 2) / sigma) }
      #expect(found < bound)
    }
  }

  @Test("tables agree with the quantile functions far into both tails")
  func tables() {
    var random = RandomStream(seed: 4, component: "test", entity: "tables")
    let uniforms = (0..<20_000).map { index in
      index % 2 == 0 ? random.uniform(in: 0x1p-53...1) : exp(random.uniform(in: -36...0))
    }
    let exponential = QuantileTable.unitExponential
    for uniform in uniforms where uniform < 1 {
      #expect(abs(exponential.value(at: uniform) + log(uniform)) < 2e-9)
    }
    #expect(exponential.value(at: 1 - 0x1p-53) > 0)
    let sigma = log(2.0).squareRoot()
    let lognormal = QuantileTable.lognormal(logMean: 0, logSigma: sigma)
    for uniform in uniforms where uniform < 1 {
      // The first bit of the mantissa chooses the tail.
      let unit = Double(sign: .plus, exponent: uniform.exponent, significand: 1)
      let isUpper = uniform >= 1.5 * unit
      let tail = 2 * uniform - (isUpper ? 2 * unit : unit)
      let normal = log(lognormal.value(at: uniform)) / sigma
      let found = normalDistribution(isUpper ? -normal : normal)
      #expect(abs(found / (tail / 2) - 1) < 1e-6)
    }
  }

  @Test("the normal quantile inverts the distribution function")
  func normalQuantile() {
    for exponent in stride(from: -37.0, to: log(0.5), by: 0.01) {
      let p = exp(exponent)
      let quantile = Lanes.normalQuantile(Lanes(repeating: p))[0]
      #expect(abs(normalDistribution(quantile) / p - 1) < 2e-13)
    }
    #expect(Lanes.normalQuantile(Lanes(repeating: 0.5))[0] == 0)
  }

  @Test("uniforms are the same however the blocks are cut, and fill (0, 1) evenly")
  func uniforms() {
    let key = StreamKey(seed: 2, component: "test", entity: "uniforms")
    func uniforms(cut: [Int]) -> [Double] {
      var lanes = RandomLanes(key)
      var values = [Double](repeating: 0, count: cut.reduce(0, +))
      values.withUnsafeMutableBufferPointer { buffer in
        guard var next = buffer.baseAddress else { return }
        for count in cut {
          lanes.fillUniform(next, count: count)
          next += count
        }
      }
      return values
    }
    #expect(uniforms(cut: [64]) == uniforms(cut: [8, 40, 16]))
    let values = uniforms(cut: [1 << 17])
    let cells = 256
    var counts = [Int](repeating: 0, count: cells)
    for value in values { counts[Int(value * Double(cells))] += 1 }
    let expected = Double(values.count / cells)
    let chiSquare = counts.reduce(0) { $0 + pow(Double($1) - expected, 2) / expected }
    // Degrees of freedom 255; the 0.1 % and 99.9 % points are 330.5 and 190.9.
    #expect(chiSquare > 190.9 && chiSquare < 330.5)
    // Neither neighbours in a lane nor neighbouring lanes are correlated.
    for lag in [1, 8] {
      let sum = zip(values, values.dropFirst(lag)).reduce(0) { $0 + ($1.0 - 0.5) * ($1.1 - 0.5) }
      #expect(abs(sum * 12 / Double(values.count).squareRoot()) < 3.3)
    }
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
  static let exponentialGolden: [UInt64] = [4_607_481_440_177_997_116, 4_610_126_556_337_768_960]
  static let lognormalGolden: [UInt64] = [4_600_354_741_339_805_269, 4_612_750_398_771_086_152]

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
