import Billing
import Foundation
import Ledger
import TestSupport
import Testing
import Units

/// The hand-worked figures of the prices reference, section 2, at 730 h.
@Suite("Hand-worked bill")
struct WorkedBillTests {
  let calendar: LedgerCalendar
  let prices: PriceList
  let costPlan: CostPlan

  init() throws {
    let period = try #require(Period(text: "2026-12-01T00:00:00Z/2026-12-31T10:00:00Z"))
    calendar = LedgerCalendar(period: period)
    prices = try PriceList.load(folder: Places.root + "/data/prices")
    costPlan = try CostPlan.load(path: Places.root + "/data/plans/toss.json")
  }

  /// The monthly total of `perHour` smallest units in each hour.
  private func monthly(
    _ readings: [(MeterKey, Int64)], commitments: Commitments = Commitments()
  ) throws -> Money {
    var ledger = UsageLedger(calendar: calendar)
    for (key, perHour) in readings {
      for hour in 0..<calendar.hourCount { ledger.add(perHour, to: key, hour: hour) }
    }
    let bill = try Biller(priceList: prices, costPlan: costPlan, commitments: commitments)
      .bill(ledger)
    #expect(bill.items.reduce(Money.zero) { $0 + $1.cost } == bill.total)
    return bill.monthlyTotal
  }

  private func tasks(_ count: Int64, variant: String) -> [(MeterKey, Int64)] {
    let hour: Int64 = 3_600_000
    return [
      (
        MeterKey(.fargateCPU, resource: "nav-engine", variant: variant, region: "us-east-1"),
        count * 2048 * hour
      ),
      (
        MeterKey(.fargateMemory, resource: "nav-engine", variant: variant, region: "us-east-1"),
        count * 4096 * hour
      ),
    ]
  }

  private func database(_ name: String, _ variant: String) -> (MeterKey, Int64) {
    (MeterKey(.rdsInstance, resource: name, variant: variant, region: "us-east-1"), 3_600_000)
  }

  @Test(
    "tasks all month", arguments: zip(["x86", "arm"], ["432.48", "346.02"]))
  func fargate(variant: String, expected: String) throws {
    #expect(try monthly(tasks(6, variant: variant)).cents == expected)
  }

  @Test("a Spot task all month") func spot() throws {
    #expect(try monthly(tasks(1, variant: "spot.x86")).cents == "22.95")
  }

  @Test("the primary and the replica") func databases() throws {
    #expect(try monthly([database("primary", "db.r6g.xlarge.multi")]).cents == "656.27")
    #expect(try monthly([database("replica", "db.r6g.xlarge.single")]).cents == "328.50")
  }

  @Test("four Redis nodes and the hours of a load balancer") func hourly() throws {
    let nodes = MeterKey(
      .elastiCacheNode, resource: "redis", variant: "cache.r6g.large.redis", region: "us-east-1")
    #expect(try monthly([(nodes, 4)]).cents == "601.52")
    #expect(
      try monthly([(MeterKey(.albHours, resource: "alb", region: "us-east-1"), 1)]).cents
        == "16.43")
  }

  @Test("one-year commitments without upfront") func commitments() throws {
    var plan = Commitments()
    plan.savingsPlans = [
      ComputeSavingsPlan(
        term: .oneYear, payment: .noUpfront,
        hourlyCommitment: try #require(UnitPrice(text: "0.473952")))
    ]
    #expect(try monthly(tasks(6, variant: "x86"), commitments: plan).cents == "345.98")
    var reserved = Commitments()
    for multiAZ in [true, false] {
      reserved.reservedInstances.append(
        ReservedInstances(
          instanceClass: "db.r6g.xlarge", multiAZ: multiAZ, count: 1, term: .oneYear,
          payment: .noUpfront))
    }
    let databases = [
      database("primary", "db.r6g.xlarge.multi"), database("replica", "db.r6g.xlarge.single"),
    ]
    #expect(try monthly(databases, commitments: reserved).cents == "568.74")
    var nodes = Commitments()
    nodes.reservedNodes = [
      ReservedNodes(
        nodeType: "cache.r6g.large", engine: "redis", count: 4, term: .oneYear,
        payment: .noUpfront)
    ]
    let key = MeterKey(
      .elastiCacheNode, resource: "redis", variant: "cache.r6g.large.redis", region: "us-east-1")
    #expect(try monthly([(key, 4)], commitments: nodes).cents == "411.72")
  }
}
