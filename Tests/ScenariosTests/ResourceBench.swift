import Billing
import Ledger
import Resources
import Scenarios
import TestSupport
import Testing
import Units

/// Bills resources of a scenario alone, at 1,000 requests an hour and the prices that ship.
struct ResourceBench {
  let prices: PriceList
  let costPlan: CostPlan

  init() throws {
    prices = try PriceList.load(folder: Places.root + "/data/prices")
    costPlan = try CostPlan.load(path: Places.root + "/data/plans/toss.json")
  }

  /// - Parameter extra: further keys of the scenario's top level.
  func bill(
    _ resources: String, extra: String = "", period: String = "2026-12"
  ) throws -> Bill {
    let text = """
      name: levers
      period: \(period)
      trace: {file: none.csv}
      \(extra)
      services:
        nav: {cpu: 256, memory: 512, share: 1, min: 1, max: 1,
          request: {cpu: {mean: 1ms}, wait: {mean: 1ms}}}
      resources:
      \(resources)
      """
    let scenario = try Scenario.read(Array(text.utf8), name: "levers.yaml")
    let calendar = LedgerCalendar(period: scenario.period)
    var load = HourlyLoad(calendar: calendar)
    for hour in load.requests.indices { load.requests[hour] = 1000 }
    var ledger = UsageLedger(calendar: calendar)
    let system = SystemLoad(services: [("nav", load)], calendar: calendar)
    for resource in scenario.resources { resource.record(load: system, into: &ledger) }
    return try Biller(
      priceList: prices, costPlan: costPlan, commitments: scenario.commitments,
      overrides: scenario.priceOverrides
    ).bill(ledger)
  }
}
