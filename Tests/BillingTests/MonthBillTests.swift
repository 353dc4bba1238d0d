import Billing
import Ledger
import TestSupport
import Testing
import Units

@Suite("A bill month by month")
struct MonthBillTests {
  private func biller() throws -> Biller {
    var commitments = Commitments()
    commitments.reservedInstances = [
      ReservedInstances(
        instanceClass: "db.r6g.xlarge", multiAZ: false, count: 1, term: .oneYear,
        payment: .partialUpfront)
    ]
    return Biller(
      priceList: try PriceList.load(folder: Places.root + "/data/prices"),
      costPlan: try CostPlan.load(path: Places.root + "/data/plans/toss.json"),
      commitments: commitments)
  }

  /// One database and 40 GB of egress an hour from noon of 30 December to 3 January.
  private func ledger() throws -> UsageLedger {
    let period = try #require(Period(text: "2026-12-30T12:00:00Z/2027-01-03T00:00:00Z"))
    var ledger = UsageLedger(calendar: LedgerCalendar(period: period))
    let database = MeterKey(
      .rdsInstance, resource: "db", variant: "db.r6g.xlarge.single", region: "us-east-1")
    let egress = MeterKey(.internetEgress, resource: "out", region: "us-east-1")
    for hour in 0..<ledger.calendar.hourCount {
      ledger.add(3_600_000, to: database, hour: hour)
      ledger.add(40 << 30, to: egress, hour: hour)
    }
    return ledger
  }

  @Test("adds up to the bill of the period, in cost and in cash")
  func sums() throws {
    let (biller, ledger) = (try biller(), try ledger())
    let bill = try biller.bill(ledger)
    let months = try biller.months(ledger)
    #expect(months.map(\.hours) == [36, 48])
    let lines = months.flatMap(\.lines)
    #expect(lines.reduce(.zero) { $0 + $1.cost } == bill.total)
    #expect(lines.reduce(.zero) { $0 + $1.cash } == bill.cashTotal)
  }

  @Test("gives each month its own free allowance and its share of the plan")
  func allowances() throws {
    let months = try biller().months(ledger())
    let transfer = months.map { month in month.lines.first { $0.id == "data-transfer" } }
    // 36 x 40 - 100 and 48 x 40 - 100 GB at 0.09.
    #expect(transfer.map { $0?.cost.cents } == ["120.60", "163.80"])
    // 150 x 36 / 744.
    #expect(transfer.first??.baseline?.cents == "7.26")
  }

  @Test("pays what is paid once in the first month")
  func upfront() throws {
    let cash = try biller().months(ledger()).map { month in
      month.lines.first { $0.id == "rds-postgresql" }?.cash ?? .zero
    }
    #expect(cash[0] > Money(trillionths: 1000 * Decimal12.one))
    #expect(cash[1] < Money(trillionths: 10 * Decimal12.one))
  }
}
