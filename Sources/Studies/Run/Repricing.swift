package import Billing
package import Ledger
package import Scenarios
package import Units

/// The usage of an old run at another price list: no simulation is needed.
package struct Repricing: Sendable {
  package let bill: Bill
  /// The same with every task on demand; the same bill where none ran on Spot.
  package let onDemandBill: Bill
  package let prices: PriceList

  /// - Parameters:
  ///   - ledger: what the run used.
  ///   - scenario: the run's scenario, for its commitments and the prices it states itself.
  ///   - costPlan: the plan that the bill is set beside, or `nil`.
  /// - Throws: `InputError` where the price list cannot be read or lacks a price.
  package init(
    ledger: UsageLedger, scenario: Scenario, pricesFolder: String, costPlan: CostPlan?
  ) throws(InputError) {
    prices = try PriceList.load(
      folder: pricesFolder, forRegionsIn: scenario.resolvedText,
      home: scenario.region
    ).applying(scenario.priceOverrides)
    let biller = Biller(
      priceList: prices, costPlan: costPlan, commitments: scenario.commitments)
    bill = try biller.bill(ledger).locating(scenario.places)
    onDemandBill = try biller.bill(ledger.onDemand)
  }
}
