import Forecasting
import Kernel
import Testing
import Units

@Suite("Histories by the minute") struct MinuteTests {
  /// Requests a minute: a job of five minutes at 02:30 every day, quiet Sundays, 5 % noise.
  private static func load(_ minutes: Int) -> [Double] {
    var random = RandomStream(seed: 4, component: "test", entity: "minutes")
    return (0..<minutes).map { minute in
      let isJob = 150..<155 ~= minute % 1440
      let isSunday = minute / 1440 % 7 == 6
      return (isSunday ? 40 : 100) * (isJob ? 6 : 1) * random.lognormalFactor(sigma: 0.05)
    }
  }

  @Test("Seasons of 1440 and 10 080 steps are used: a job keeps its minute, Sunday its level")
  func seasons() throws {
    #expect(Seasons(step: 60).day == 1440 && Seasons(step: 60).week == 10_080)
    // Three weeks from a Monday less the last Sunday, which is forecast up to 04:00.
    let known = 20 * 1440
    let values = Self.load(known + 240)
    let history = try TimeSeries(
      name: "minutes", start: UTCTime(iso8601: "2026-11-02"), step: 60,
      values: Array(values.prefix(known)))
    let forecast = try Forecaster().forecast(history, horizon: 240)
    #expect(forecast.step == 60 && forecast.start?.description == "2026-11-22T00:00:00Z")
    for minute in 0..<240 {
      let expected: Double = 40 * (150..<155 ~= minute ? 6 : 1)
      #expect(abs(forecast.point[minute] / expected - 1) < 0.25, "minute \(minute)")
    }
    #expect(Scores.coverage(Array(values[known...]), forecast.interval(level: 0.95)) > 0.85)
  }
}
