import Forecasting
import Glibc
import Kernel
import Testing
import Units

@Suite("Histories that are hard or wrong") struct BadHistoryTests {
  static func forecast(
    _ values: [Double], horizon: Int = 48, preset: Forecaster.Preset = .accurate,
    missing: [Range<Int>] = [], growth: Double = 1
  ) throws -> Forecast {
    let history = try TimeSeries(
      name: "trace.csv", start: UTCTime(iso8601: "2026-11-02"), values: values, missing: missing)
    return try Forecaster(preset: preset, growth: growth).forecast(history, horizon: horizon)
  }

  static func weeks(_ count: Int, sigma: Double = 0.05) -> [Double] {
    var random = RandomStream(seed: 3, component: "test", entity: "weeks")
    return (0..<count).map { index in
      let day = 60 * (1 + Double((index % 24 - 12).magnitude) / 6)
      return (day + (index % 168 < 120 ? 80 : 0)) * random.lognormalFactor(sigma: sigma)
    }
  }

  static func expectSound(_ forecast: Forecast, _ comment: Comment? = nil) {
    let bounds = forecast.interval(level: 0.95)
    #expect(forecast.point.allSatisfy { $0.isFinite && $0 >= 0 }, comment)
    #expect(bounds.lower.allSatisfy { $0.isFinite && $0 >= 0 }, comment)
    #expect(bounds.upper.allSatisfy { $0.isFinite }, comment)
    for step in forecast.point.indices {
      #expect(bounds.lower[step] <= forecast.point[step], comment)
      #expect(forecast.point[step] <= bounds.upper[step], comment)
    }
  }

  @Test(
    "Any length gives a sound forecast or a typed error",
    arguments: [
      2, 3, 10, 23, 24, 25, 48, 100, 167, 168, 191, 192, 193, 200, 216, 240, 300, 336, 500, 1400,
    ])
  func lengths(_ count: Int) throws {
    for preset in Forecaster.Preset.allCases {
      let horizon = min(48, 4 * count)
      let forecast = try Self.forecast(Self.weeks(count), horizon: horizon, preset: preset)
      #expect(forecast.horizon == horizon)
      Self.expectSound(forecast, "\(count) steps")
      if count <= 190 { #expect(forecast.remarks.contains { $0.contains("too short") }) }
    }
  }

  @Test("All zeros stay zero and a constant stays, both said so") func flat() throws {
    let none = try Self.forecast(Array(repeating: 0, count: 500))
    #expect(none.point == Array(repeating: 0, count: 48))
    #expect(none.remarks.contains { $0.contains("no load") })
    let constant = try Self.forecast(Array(repeating: 7, count: 500))
    #expect(constant.point == Array(repeating: 7, count: 48))
    #expect(constant.interval(level: 0.8).upper == constant.point)
    #expect(constant.remarks.contains { $0.contains("constant") })
  }

  @Test("Zeros, an outlier and a gap are reported, and the forecast stays by the pattern")
  func reported() throws {
    let clean = Self.weeks(1000)
    let usual = try Self.forecast(clean)
    var dirty = clean
    dirty[700] = 1e6
    dirty[400] = 0
    for index in 500..<530 { dirty[index] = 0 }
    let forecast = try Self.forecast(dirty, missing: [500..<530])
    Self.expectSound(forecast)
    #expect(forecast.remarks.contains { $0.contains("outlier") })
    #expect(forecast.remarks.contains { $0.contains("without load") })
    #expect(forecast.remarks.contains { $0.contains("30 of the used steps were not observed") })
    for step in 0..<48 { #expect(abs(forecast.point[step] / usual.point[step] - 1) < 0.1) }
  }

  @Test(
    "A flash crowd or an outage inside the lags does not pull the forecast away",
    arguments: [(952, 6, 10.0), (994, 6, 10), (832, 3, 50), (976, 2, 0), (960, 8, 0), (999, 1, 20)])
  func flashCrowds(_ first: Int, _ hours: Int, _ factor: Double) throws {
    let clean = Self.weeks(1000)
    let usual = try Self.forecast(clean)
    var dirty = clean
    for step in first..<first + hours { dirty[step] *= factor }
    let forecast = try Self.forecast(dirty)
    Self.expectSound(forecast)
    for step in 0..<48 {
      #expect(abs(forecast.point[step] / usual.point[step] - 1) < 0.15, "step \(step)")
    }
  }

  @Test("A weekend is no outlier, however short the history", arguments: [216, 264, 312, 360, 456])
  func weekends(_ known: Int) throws {
    let values = Self.weeks(known + 24)
    for horizon in [12, 24] {
      let forecast = try Self.forecast(Array(values.prefix(known)), horizon: horizon)
      let error = (0..<horizon).reduce(0) { $0 + abs(forecast.point[$1] - values[known + $1]) }
      #expect(error / values[known..<known + horizon].reduce(0, +) < 0.3, "\(horizon) h")
    }
  }

  @Test("Bounds grow with an explosive load") func explosion() throws {
    // A tenth more every day, with noise that is as large a share of it.
    var random = RandomStream(seed: 9, component: "test", entity: "explosion")
    let values = Self.weeks(840).enumerated().map { step, value in
      value * Glibc.exp(Double(step) / 24 * 0.1) * random.lognormalFactor(sigma: 0.2)
    }
    var inside = 0.0
    for end in stride(from: 552, through: 792, by: 48) {
      let forecast = try Self.forecast(Array(values.prefix(end)))
      inside += Scores.coverage(
        Array(values[end..<end + 48]), forecast.interval(level: 0.95))
    }
    #expect(inside / 6 > 0.9)
  }

  @Test("A level shift is found on its day, and the forecast is at the new level")
  func levelShift() throws {
    var values = Self.weeks(1008)
    for index in 672..<1008 { values[index] *= 3 }
    let forecast = try Self.forecast(values)
    #expect(forecast.remarks.contains { $0.contains("level shifted") && $0.contains("2026-11-30") })
    let expected = Self.weeks(1056)
    for step in 0..<48 {
      #expect(abs(forecast.point[step] / (3 * expected[1008 + step]) - 1) < 0.3)
    }
  }

  @Test("Growth multiplies points and bounds") func growth() throws {
    let plain = try Self.forecast(Self.weeks(700))
    let grown = try Self.forecast(Self.weeks(700), growth: 1.5)
    for step in 0..<48 {
      #expect(abs(grown.point[step] - 1.5 * plain.point[step]) < 1e-9)
      let (a, b) = (grown.interval(level: 0.8), plain.interval(level: 0.8))
      #expect(abs(a.upper[step] - 1.5 * b.upper[step]) < 1e-6)
    }
    #expect(throws: InputError.self) { try Self.forecast(Self.weeks(700), growth: .nan) }
    #expect(throws: InputError.self) { try Self.forecast(Self.weeks(700), growth: 0) }
  }

  @Test("Horizons out of range are refused with the range", arguments: [0, -1, 401])
  func horizons(_ horizon: Int) throws {
    let error = #expect(throws: InputError.self) {
      try Self.forecast(Self.weeks(100), horizon: horizon)
    }
    guard case .invalid(let problems) = error else { return }
    #expect(problems.first?.message.contains("1 to 400") == true)
    #expect(problems.first?.file == "trace.csv")
  }

  @Test("A month ahead of four weeks is sound, widens, and says so") func month() throws {
    let forecast = try Self.forecast(Self.weeks(672, sigma: 0.3), horizon: 720)
    Self.expectSound(forecast)
    let bounds = forecast.interval(level: 0.8)
    func width(_ steps: Range<Int>) -> Double {
      steps.reduce(0) { $0 + bounds.upper[$1] - bounds.lower[$1] }
    }
    #expect(width(600..<720) > width(0..<120))
    #expect(forecast.remarks.contains { $0.contains("longer than the history") })
  }

  @Test("Intervals cover what they say on simulated load, and forecasts repeat to the bit")
  func coverage() throws {
    var inside = (eighty: 0.0, ninetyFive: 0.0)
    let cases = 30
    for seed in 0..<cases {
      var random = RandomStream(seed: UInt64(seed), component: "test", entity: "coverage")
      let values = (0..<720).map { index in
        let day = 100 * (1 + Double((index % 24 - 12).magnitude) / 6)
        return day * random.lognormalFactor(sigma: 0.2)
      }
      let forecast = try Self.forecast(Array(values.prefix(672)))
      let future = Array(values.suffix(48))
      inside.eighty += Scores.coverage(future, forecast.interval(level: 0.8))
      inside.ninetyFive += Scores.coverage(future, forecast.interval(level: 0.95))
      if seed == 0 {
        let again = try Self.forecast(Array(values.prefix(672)))
        #expect(again.point == forecast.point && again.members == forecast.members)
      }
    }
    #expect((0.76...0.92).contains(inside.eighty / Double(cases)))
    #expect((0.93...0.99).contains(inside.ninetyFive / Double(cases)))
  }
}
