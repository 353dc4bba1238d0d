import Forecasting
import Glibc
import Kernel
import Testing

@Suite("Forecasting models against closed formulas") struct ModelTests {
  static let hours = Seasons(step: 3600)

  static func history(_ values: [Double]) -> History {
    History(values: values, seasons: hours)
  }

  static func noisyWeeks(_ count: Int) -> [Double] {
    var random = RandomStream(seed: 5, component: "test", entity: "weeks")
    return (0..<count).map { index in
      let day = 50 * (1 + Double((index % 24 - 12).magnitude) / 6)
      return (day + (index % 168 < 120 ? 80 : 0)) * random.lognormalFactor(sigma: 0.05)
    }
  }

  @Test("Seasonal naive repeats the last season exactly") func seasonalNaive() throws {
    let values = Self.noisyWeeks(400)
    let week = try #require(
      SeasonalNaive(season: .week).fit(Self.history(values))
    ).predict(200)
    #expect(week[0] == values[400 - 168] && week[167] == values[399] && week[168] == week[0])
    let day = try #require(SeasonalNaive(season: .day).fit(Self.history(values))).predict(25)
    #expect(day[0] == values[376] && day[24] == day[0])
  }

  @Test("An autoregression continues one of its own kind from its noisy start")
  func autoregression() throws {
    // x(t) = 0.5 x(t-1) + 0.3 x(t-24) + noise for a start, then none: the future is known.
    var random = RandomStream(seed: 2, component: "test", entity: "noise")
    var values = (0..<24).map { _ in 100 + 20 * random.normal() }
    for index in 24..<1200 {
      let noise = index < 1000 ? 5 * random.normal() : 0
      values.append(20 + 0.5 * values[index - 1] + 0.3 * values[index - 24] + noise)
    }
    let model = RidgeAutoregression(
      transform: Transform(scale: .level, difference: .none), hasHarmonics: false, penalty: 1e-9)
    let forecast = try #require(
      model.fit(Self.history(Array(values.prefix(1150))))
    ).predict(50)
    for step in 0..<50 { #expect(abs(forecast[step] - values[1150 + step]) < 2) }
  }

  @Test("Harmonic regression recovers a wave of the day and the week") func harmonics() throws {
    let values = (0..<1000).map { index -> Double in
      let turn = 2 * Double.pi * Double(index)
      return Glibc.exp(3 + 0.4 * Glibc.sin(turn / 24) + 0.2 * Glibc.cos(2 * turn / 168))
    }
    for memory in [HarmonicRegression.Memory.trend, .halfLife(weeks: 2)] {
      let forecast = try #require(
        HarmonicRegression(memory: memory).fit(Self.history(Array(values.prefix(900))))
      ).predict(100)
      for step in 0..<100 { #expect(abs(forecast[step] / values[900 + step] - 1) < 0.01) }
    }
  }

  @Test("A profile of identical weeks, growing weeks and Holt-Winters give the same week")
  func identicalWeeks() throws {
    let week = Self.noisyWeeks(168)
    let values = (0..<5).flatMap { _ in week }
    for model in ForecastModels.all where !(model is RidgeAutoregression) {
      if model is HarmonicRegression || model.name.contains("day") { continue }
      let forecast = try #require(model.fit(Self.history(values)), "\(model.name)").predict(168)
      for step in 0..<168 {
        #expect(abs(forecast[step] / week[step] - 1) < 1e-6, "\(model.name) at \(step)")
      }
    }
  }

  @Test("No model sees what follows its origin", arguments: ForecastModels.all.map(\.name))
  func prefixesAreBlind(_ name: String) throws {
    let model = try #require(ForecastModels.all.first { $0.name == name })
    let values = Self.noisyWeeks(900)
    var other = values
    // A different future with the same totals, so that shared scales hardly move.
    for index in 700..<900 { other[index] = values[1599 - index] }
    let known = try #require(model.fit(Self.history(values).prefix(700))).predict(24)
    let blind = try #require(model.fit(Self.history(other).prefix(700))).predict(24)
    for step in 0..<24 { #expect(abs(known[step] / blind[step] - 1) < 0.05) }
  }

  @Test("Every model of the registry is named once and forecasts finite numbers or declines")
  func conformance() {
    let names = ForecastModels.all.map(\.name)
    #expect(Set(names).count == names.count)
    let weeks = Self.noisyWeeks(1000)
    let hard: [[Double]] = [
      weeks, Array(weeks.prefix(30)), Array(weeks.prefix(200)), Array(weeks.prefix(3)),
      weeks.map { $0 < 100 ? 0 : $0 },
      weeks.enumerated().map { $0.offset == 500 ? 1e9 : $0.element },
      weeks.map { $0 * 1e-9 }, weeks.map { $0 * 1e9 },
      Array(repeating: 0, count: 500) + weeks, weeks + Array(repeating: 0, count: 300),
    ]
    for model in ForecastModels.all + ForecastModels.fast + ForecastModels.last {
      for values in hard {
        guard let forecast = model.fit(Self.history(values))?.predict(60) else { continue }
        #expect(forecast.isEmpty || forecast.count == 60, "\(model.name)")
        #expect(forecast.allSatisfy { $0.isFinite }, "\(model.name)")
      }
    }
  }

  @Test("The weighted median is the median for equal weights, and follows the heavy one")
  func weightedMedian() {
    let members = [[1.0], [5], [2], [9]]
    #expect(Statistics.weightedMedian(members, [1, 1, 1, 1]) == [3.5])
    #expect(Statistics.weightedMedian(members, [1, 5, 1, 1]) == [5])
    #expect(Statistics.weightedMedian(Array(members.prefix(3)), [1, 1, 1]) == [2])
  }

  @Test("The trimmed mean leaves out what lies at the ends, by weight")
  func trimmedMean() {
    let members = [[1.0], [5], [2], [9]]
    func mean(_ weights: [Double], _ cut: Double) -> Double {
      Statistics.weightedTrimmedMean(members, weights, cut: cut)[0]
    }
    #expect(abs(mean([1, 1, 1, 1], 0.25) - 3.5) < 1e-12)
    #expect(abs(mean([1, 1, 1, 1], 0) - 4.25) < 1e-12)
    // Cut off an eighth of the weight: half of the 1 and half of the 9 are left.
    #expect(abs(mean([1, 1, 1, 1], 0.125) - (0.5 + 2 + 5 + 4.5) / 3) < 1e-12)
    // Of weights 1, 5, 1, 1 the middle half, 2 to 6 of 8, is all the 5.
    #expect(abs(mean([1, 5, 1, 1], 0.25) - 5) < 1e-12)
  }
}
