import Billing
import Ledger
import Testing
import Units

@Suite("Utilisation of databases")
struct DatabaseUtilisationTests {
  @Test("is the share of the class's vCPUs, over the period and in the busiest hour")
  func byHand() throws {
    let start = try #require(CivilDate(year: 2026, month: 12, day: 1))
    let begin = UTCTime(date: start)
    let period = try #require(Period(start: begin, end: begin.advanced(bySeconds: 4 * 3600)))
    let calendar = LedgerCalendar(period: period)
    var ledger = UsageLedger(calendar: calendar)
    func key(_ meter: MeterID, _ name: String, _ variant: String = "") -> MeterKey {
      MeterKey(meter, resource: name, variant: variant, region: "us-east-1")
    }
    for name in ["primary", "unknown"] {
      ledger.add(
        [Int64](repeating: 3_600_000, count: 4),
        to: key(.rdsInstance, name, "db.r6g.large.multi"))
    }
    // One of two vCPUs for one hour, both for another, none for two: 1024 units × milliseconds.
    ledger.add([1024 * 3_600_000, 0, 2048 * 3_600_000, 0], to: key(.rdsCPU, "primary"))
    let all = DatabaseUtilisation.all(in: ledger)
    #expect(all.map(\.resource) == ["primary"])
    let primary = try #require(all.first)
    #expect(primary.instanceClass == "db.r6g.large" && primary.vcpus == 2)
    #expect(primary.meanPercent == 38 && primary.busiestPercent == 100)
  }
}
