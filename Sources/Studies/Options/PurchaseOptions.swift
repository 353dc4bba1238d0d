internal import Billing
package import Ledger
package import Scenarios
package import Units

/// The same usage bought in other ways: on Spot, reserved, under savings plans.
///
/// Nothing is simulated again. What is bought ahead is sized on the quietest hour of the run, so
/// that no commitment stays unused at this load.
package struct PurchaseOptions: Sendable {
  /// The run as it is comes first.
  package let options: [PurchaseOption]
  /// The digest of the price list that all options are priced at.
  package let catalogueSHA256: String

  /// - Parameters:
  ///   - usage: what the run used.
  ///   - scenario: for its commitments and the prices it states itself.
  /// - Throws: `InputError` where the price list cannot be read or cannot price the run itself.
  package init(
    usage: UsageLedger, scenario: Scenario, pricesFolder: String
  ) throws(InputError) {
    let prices = try PriceList.load(
      folder: pricesFolder, forRegionsIn: scenario.resolvedText,
      home: scenario.region
    ).applying(scenario.priceOverrides)
    let biller = { (commitments: Commitments, ledger: UsageLedger) throws(InputError) -> Bill in
      try Biller(priceList: prices, costPlan: nil, commitments: commitments).bill(ledger)
    }
    catalogueSHA256 = prices.sha256
    var options = [
      PurchaseOption(
        name: "As the run", how: Self.describe(scenario.commitments),
        bill: try biller(scenario.commitments, usage))
    ]
    let sizing = CommitmentSizing(usage: usage, prices: prices)
    for offer in Self.offers {
      let (commitments, ledger) = offer.apply(sizing, usage)
      guard commitments != Commitments() || ledger != usage else { continue }
      // An offer that AWS does not sell for this usage is no option.
      guard let bill = try? biller(commitments, ledger) else { continue }
      options.append(PurchaseOption(name: offer.name, how: offer.how, bill: bill))
    }
    self.options = options
  }

  private static func describe(_ commitments: Commitments) -> String {
    commitments == Commitments()
      ? "No commitment." : "With the commitments that the scenario states."
  }
}

/// One way to buy, and what it comes to.
package struct PurchaseOption: Sendable, Hashable {
  package let name: String
  /// What is bought, in one sentence.
  package let how: String
  /// By the 730 h rule, amortised.
  package let monthly: Money
  /// Fees paid once at the start.
  package let upfront: Money
  /// Of `monthly`, what is committed and not used.
  package let unused: Money
  /// Keys of the prices of low confidence that it rests on, ascending.
  package let lowConfidencePrices: [String]

  init(name: String, how: String, bill: Bill) {
    self.name = name
    self.how = how
    monthly = bill.monthlyTotal
    upfront = bill.items.filter { $0.kind == .upfront }.reduce(.zero) { $0 + $1.cash }
    unused = bill.items.filter { $0.kind == .unused }.reduce(.zero) { $0 + $1.monthly }
    lowConfidencePrices = bill.lowConfidencePrices
  }
}
