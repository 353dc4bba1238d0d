import Forecasting
import Kernel
import Testing
import Units

@Suite("Calendar effects that were planted are found") struct CalendarTests {
  /// New York's clock by the rule since 2007, written out for the test.
  static let newYork = ForecastClock(
    local: { $0.advanced(bySeconds: isSummer($0) ? -14_400 : -18_000) },
    instant: { local in
      let summer = local.advanced(bySeconds: 14_400)
      return isSummer(summer) ? summer : local.advanced(bySeconds: 18_000)
    })

  /// 2026: 8 March to 1 November, at 07:00 and 06:00 UTC.
  private static func isSummer(_ time: UTCTime) -> Bool {
    UTCTime(iso8601: "2026-03-08T07:00:00Z")! <= time
      && time < UTCTime(iso8601: "2026-11-01T06:00:00Z")!
  }

  /// Hourly load on a wall clock: office hours on weekdays, a factor by day and hour, 3 % noise.
  static func load(
    from start: String, hours: Int, clock: ForecastClock? = nil, seed: UInt64 = 1,
    factor: (UTCTime) -> Double = { _ in 1 }
  ) throws -> TimeSeries {
    let start = try #require(UTCTime(iso8601: start))
    var random = RandomStream(seed: seed, component: "test", entity: "calendar")
    let values = (0..<hours).map { hour -> Double in
      let time = start.advanced(bySeconds: Int64(hour) * 3600)
      let local = clock?.local(time) ?? time
      let isOffice = local.date.weekday < 5 && 9..<17 ~= local.secondOfDay / 3600
      return (isOffice ? 1000 : 200) * factor(local) * random.lognormalFactor(sigma: 0.03)
    }
    return try TimeSeries(name: "load", start: start, values: values)
  }

  static func forecast(
    _ series: TimeSeries, known: Int, horizon: Int, _ calendar: ForecastCalendar
  ) throws -> Forecast {
    try Forecaster(calendar: calendar).forecast(
      TimeSeries(name: "load", start: series.start, values: Array(series.values.prefix(known))),
      horizon: horizon)
  }

  /// Sum of the absolute errors over that of what came, on steps ahead.
  static func error(_ forecast: Forecast, _ series: TimeSeries, known: Int, _ steps: Range<Int>)
    -> Double
  {
    let wrong = steps.reduce(0) { $0 + abs(forecast.point[$1] - series.values[known + $1]) }
    return wrong / steps.reduce(0) { $0 + series.values[known + $1] }
  }

  @Test("Thanksgiving is forecast from the holidays of the half year before")
  func holiday() throws {
    let series = try Self.load(from: "2026-05-04", hours: 24 * 209) {
      FederalHolidays.contains($0.date) ? 0.3 : 1
    }
    // Up to Thanksgiving, 26 November, and the day after.
    let known = 24 * 206
    let found = try Self.forecast(series, known: known, horizon: 72, ForecastCalendar())
    let blind = try Self.forecast(
      series, known: known, horizon: 72, ForecastCalendar(holidays: []))
    #expect(found.start?.description == "2026-11-26T00:00:00Z")
    #expect(Self.error(found, series, known: known, 0..<24) < 0.2)
    #expect(Self.error(blind, series, known: known, 0..<24) > 1)
    #expect(Self.error(found, series, known: known, 24..<72) < 0.1)
    #expect(found.remarks.contains { $0.contains("holidays have 0.3") && $0.contains("6 were") })
  }

  @Test("A month end's busy hours are found, and its other hours stay")
  func monthEnd() throws {
    let series = try Self.load(from: "2026-05-04", hours: 24 * 152) { local in
      let next = local.date.advanced(byDays: local.date.weekday == 4 ? 3 : 1)
      let isLast = local.date.weekday < 5 && next.month != local.date.month
      return isLast && 14..<17 ~= local.secondOfDay / 3600 ? 2 : 1
    }
    // 30 September is a Wednesday.
    let known = 24 * 149
    let forecast = try Self.forecast(series, known: known, horizon: 48, ForecastCalendar())
    #expect(forecast.start?.description == "2026-09-30T00:00:00Z")
    #expect(Self.error(forecast, series, known: known, 14..<17) < 0.2)
    #expect(Self.error(forecast, series, known: known, 0..<14) < 0.1)
    #expect(Self.error(forecast, series, known: known, 24..<48) < 0.1)
  }

  @Test("Days without trading and early closes are told from those seen before")
  func market() throws {
    let series = try Self.load(from: "2024-05-06", hours: 24 * 235) { local in
      if MarketHolidays.isClosed(local.date) { return 0.25 }
      let isEarly = MarketHolidays.closesEarly(local.date)
      return isEarly && local.secondOfDay >= 13 * 3600 ? 0.4 : 1
    }
    // Up to Christmas Eve, which is early, after 3 July and 29 November.
    let known = 24 * 232
    let forecast = try Self.forecast(
      series, known: known, horizon: 72, ForecastCalendar(holidays: [.nyse]))
    #expect(forecast.start?.description == "2024-12-24T00:00:00Z")
    #expect(Self.error(forecast, series, known: known, 0..<24) < 0.15)
    #expect(Self.error(forecast, series, known: known, 24..<48) < 0.2)
    #expect(forecast.remarks.contains { $0.contains("days without trading have 0.2") })
    #expect(forecast.remarks.contains { $0.contains("days of early market close") })
  }

  @Test("Noise alone has no calendar") func noise() throws {
    for seed in 1...5 {
      let series = try Self.load(from: "2026-05-04", hours: 24 * 200, seed: UInt64(seed))
      let forecast = try Self.forecast(
        series, known: 24 * 198, horizon: 48, ForecastCalendar())
      #expect(!forecast.remarks.contains { $0.contains("were seen") })
    }
  }

  @Test("A holiday whose effect is unknown is told where holidays were asked for")
  func unknown() throws {
    let series = try Self.load(from: "2026-11-30", hours: 24 * 26)
    let asked = try Self.forecast(
      series, known: 24 * 24, horizon: 48,
      ForecastCalendar(holidays: [.us], tellsUnknown: true))
    #expect(asked.remarks.contains { $0.hasPrefix("2026-12-25 is one of the holidays") })
    let silent = try Self.forecast(series, known: 24 * 24, horizon: 48, ForecastCalendar())
    #expect(!silent.remarks.contains { $0.contains("2026-12-25") })
  }

  @Test("Office hours follow the clock when daylight saving time ends, before and in the forecast")
  func clockChange() throws {
    let series = try Self.load(
      from: "2026-09-07T04:00:00Z", hours: 24 * 70, clock: Self.newYork)
    // The clock goes back on Sunday, 1 November, day 55: in the forecast, and three days before it.
    for day in [54, 58] {
      let known = 24 * day
      let aware = try Self.forecast(
        series, known: known, horizon: 72, ForecastCalendar(clock: Self.newYork))
      let blind = try Self.forecast(series, known: known, horizon: 72, ForecastCalendar())
      #expect(aware.start == series.start?.advanced(bySeconds: Int64(known) * 3600))
      #expect(aware.horizon == 72)
      #expect(Self.error(aware, series, known: known, 0..<72) < 0.06)
      #expect(Self.error(blind, series, known: known, 0..<72) > 0.1)
      #expect(aware.remarks.contains { $0.contains("clock changes") })
      BadHistoryTests.expectSound(aware)
    }
  }

  @Test("Clocks that go forward leave no hole") func spring() throws {
    let series = try Self.load(
      from: "2026-01-12T05:00:00Z", hours: 24 * 70, clock: Self.newYork)
    // 8 March is day 55.
    for day in [54, 57] {
      let aware = try Self.forecast(
        series, known: 24 * day, horizon: 72, ForecastCalendar(clock: Self.newYork))
      #expect(Self.error(aware, series, known: 24 * day, 0..<72) < 0.06)
      BadHistoryTests.expectSound(aware)
    }
  }
}
