import Ledger
import Testing
import Units

@Suite("Usage ledger")
struct LedgerTests {
  @Test("a period across a month's end knows both months and their lengths")
  func months() throws {
    let period = try #require(Period(text: "2026-11-30T22:30:00Z/2026-12-01T01:15:00Z"))
    let calendar = LedgerCalendar(period: period)
    #expect(calendar.hourCount == 4)
    #expect(calendar.months.map(\.hours) == [0..<2, 2..<4])
    #expect(calendar.months.map(\.hoursInCalendarMonth) == [720, 744])
    #expect((0..<4).map { calendar.milliseconds(inHour: $0) / 60_000 } == [30, 60, 60, 15])
    #expect(calendar.startOfHour(0).description == "2026-11-30T22:00:00Z")
    #expect(calendar.hourIndex(of: .start) == 0)
    #expect(calendar.hourIndex(of: .minute(30)) == 1)
  }

  @Test("readings add up, and merging ledgers adds them")
  func merging() throws {
    let calendar = LedgerCalendar(period: try #require(Period(text: "2026-12-01")))
    let key = MeterKey(.natBytes, resource: "nat", region: "us-east-1")
    var first = UsageLedger(calendar: calendar)
    first.add(5, to: key, hour: 0)
    first.add(7, to: key, hour: 23)
    var second = UsageLedger(calendar: calendar)
    second.add(1, to: key, hour: 23)
    first.merge(second)
    #expect(first.total(of: key) == 13)
    #expect(first.total(of: key, in: 23..<24) == 8)
    #expect(first.keys == [key])
  }

  @Test("meter names are unique and found again")
  func names() {
    #expect(Set(MeterID.all.map(\.name)).count == MeterID.all.count)
    for meter in MeterID.all { #expect(MeterID.named(meter.name) == meter) }
  }
}
