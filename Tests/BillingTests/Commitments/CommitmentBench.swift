import Billing
import Ledger
import TestSupport
import Testing
import Units

/// Ledgers of hand-picked hours at the price list that ships.
struct CommitmentBench {
  static let hour: Int64 = 3_600_000
  let calendar: LedgerCalendar
  let prices: PriceList
  let costPlan: CostPlan

  init(_ period: String = "2026-12-01T00:00:00Z/2026-12-31T10:00:00Z") throws {
    calendar = LedgerCalendar(period: try #require(Period(text: period)))
    prices = try PriceList.load(folder: Places.root + "/data/prices")
    costPlan = try CostPlan.load(path: Places.root + "/data/plans/toss.json")
  }

  func ledger(_ readings: [(MeterKey, (Int) -> Int64)]) -> UsageLedger {
    var ledger = UsageLedger(calendar: calendar)
    for (key, reading) in readings {
      for hour in 0..<calendar.hourCount { ledger.add(reading(hour), to: key, hour: hour) }
    }
    return ledger
  }

  func bill(_ ledger: UsageLedger, _ commitments: Commitments) throws -> Bill {
    try Biller(priceList: prices, costPlan: costPlan, commitments: commitments).bill(ledger)
  }

  static func key(_ meter: MeterID, _ resource: String, _ variant: String) -> MeterKey {
    MeterKey(meter, resource: resource, variant: variant, region: "us-east-1")
  }

  /// Tasks of 2 vCPU and 4 GB.
  static func tasks(
    _ variant: String, _ count: @escaping (Int) -> Int64
  ) -> [(MeterKey, (Int) -> Int64)] {
    [
      (key(.fargateCPU, "nav-engine", variant), { count($0) * 2048 * hour }),
      (key(.fargateMemory, "nav-engine", variant), { count($0) * 4096 * hour }),
    ]
  }

  static func database(_ name: String, _ variant: String) -> (MeterKey, (Int) -> Int64) {
    (key(.rdsInstance, name, variant), { _ in hour })
  }

  static var databases: [(MeterKey, (Int) -> Int64)] {
    [database("primary", "db.r6g.xlarge.multi"), database("replica", "db.r6g.xlarge.single")]
  }

  static func nodes(_ variant: String, _ count: Int64) -> (MeterKey, (Int) -> Int64) {
    (key(.elastiCacheNode, "redis", variant), { _ in count })
  }

  static func plan(
    _ hourly: String, _ term: CommitmentTerm = .oneYear, _ payment: PaymentOption = .noUpfront
  ) throws -> Commitments {
    var commitments = Commitments()
    commitments.savingsPlans = [
      ComputeSavingsPlan(
        term: term, payment: payment, hourlyCommitment: try #require(UnitPrice(text: hourly)))
    ]
    return commitments
  }

  static func reserved(
    _ instanceClass: String, multiAZ: Bool = false, _ count: Int,
    _ term: CommitmentTerm = .oneYear, _ payment: PaymentOption = .noUpfront
  ) -> Commitments {
    var commitments = Commitments()
    commitments.reservedInstances = [
      ReservedInstances(
        instanceClass: instanceClass, multiAZ: multiAZ, count: count, term: term,
        payment: payment)
    ]
    return commitments
  }
}
