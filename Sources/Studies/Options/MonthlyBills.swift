package import Billing
package import Ledger
package import Scenarios
package import Units

/// A run's bill month by month, priced again from its usage.
package enum MonthlyBills {
  /// - Parameters:
  ///   - catalogueSHA256: the price list that the run was priced at.
  ///   - name: the run, for messages.
  /// - Throws: `InputError.invalid` where the price list is another one: its amounts would not be
  ///   those of the run.
  package static func bills(
    of usage: UsageLedger, scenario: Scenario, pricesFolder: String, costPlan: CostPlan?,
    catalogueSHA256: String, name: String
  ) throws(InputError) -> [MonthBill] {
    let prices = try PriceList.load(
      folder: pricesFolder, forRegionsIn: scenario.resolvedText,
      home: scenario.region
    ).applying(scenario.priceOverrides)
    guard prices.sha256 == catalogueSHA256 else {
      throw .invalid([
        Problem(
          file: name,
          message: "was priced at another price list than \(pricesFolder) (SHA-256 "
            + "\(catalogueSHA256.prefix(12)) against \(prices.sha256.prefix(12))); name its own "
            + "with --prices, or make a run at this one with `tosscost runs reprice`")
      ])
    }
    return try Biller(priceList: prices, costPlan: costPlan, commitments: scenario.commitments)
      .months(usage)
  }
}
