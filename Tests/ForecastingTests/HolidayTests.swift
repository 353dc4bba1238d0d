import Forecasting
import Testing
import Units

/// Dates from the Office of Personnel Management's and the exchange's published calendars.
@Suite("Holidays by rule are those of the published calendars") struct HolidayTests {
  private static func dates(_ days: [CivilDate]) -> [String] {
    days.map { String($0.description.dropFirst(5)) }
  }

  @Test(
    "federal holidays of the United States",
    arguments: [
      (2010, "01-01 01-18 02-15 05-31 07-05 09-06 10-11 11-11 11-25 12-24"),
      (2021, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24"),
      (2023, "01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25"),
      (2024, "01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25"),
      (2026, "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25"),
    ])
  func federal(_ year: Int64, _ expected: String) {
    let found = Self.dates(FederalHolidays.days(year: year))
    #expect(found.joined(separator: " ") == expected)
  }

  @Test("New Year's Day on a Saturday is observed in the year before") func newYear() throws {
    #expect(FederalHolidays.contains(try #require(CivilDate(year: 2021, month: 12, day: 31))))
    #expect(!FederalHolidays.contains(try #require(CivilDate(year: 2022, month: 12, day: 31))))
  }

  @Test(
    "days without trading at the New York Stock Exchange",
    arguments: [
      (2010, "01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24"),
      (2015, "01-01 01-19 02-16 04-03 05-25 07-03 09-07 11-26 12-25"),
      (2022, "01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26"),
      (2024, "01-01 01-15 02-19 03-29 05-27 06-19 07-04 09-02 11-28 12-25"),
      (2026, "01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25"),
    ])
  func market(_ year: Int64, _ expected: String) {
    #expect(Self.dates(MarketHolidays.closedDays(year: year)).joined(separator: " ") == expected)
  }

  @Test(
    "days on which the exchange closes at 13:00",
    arguments: [
      (2018, "07-03 11-23 12-24"), (2021, "11-26"), (2022, "11-25"), (2023, "07-03 11-24"),
      (2024, "07-03 11-29 12-24"), (2025, "07-03 11-28 12-24"), (2026, "11-27 12-24"),
    ])
  func earlyCloses(_ year: Int64, _ expected: String) throws {
    let first = try #require(CivilDate(year: year, month: 1, day: 1))
    let days = (0..<365).map { first.advanced(byDays: $0) }.filter(MarketHolidays.closesEarly)
    #expect(Self.dates(days).joined(separator: " ") == expected)
  }
}
