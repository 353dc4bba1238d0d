package import Units

/// One clock hour's share of a line item.
package struct HourlyCharge: Sendable {
  /// Of the line item: see `LineItem`.
  package let line: String
  package let component: String
  package let tier: String
  package let kind: ChargeKind
  /// The record of the price list that names what was used or bought.
  package let sku: SKU
  /// The record of the commitment that was bought; `sku` where none was.
  package let commitmentSKU: SKU
  package let region: String
  /// Hour of the ledger.
  package let hour: Int
  /// In `unit`s, exact.
  package let quantity: Quantity
  package let unit: String
  /// On demand, before any commitment; what a unit of a fee costs for a purchase.
  package let listPrice: UnitPrice
  package let listCost: Money
  /// Amortised; the hours of a line item add up to its cost.
  package let cost: Money
  /// Paid; the hours of a line item add up to its cash.
  package let cash: Money
  /// The commitment that covers it, went unused or is paid for.
  package let commitment: CommitmentReference?
  /// What it takes of the commitment: dollars of a Savings Plan, hours of a reservation.
  package let commitmentQuantity: Quantity?
  package let confidence: PriceConfidence
  package let note: String
}

/// Which commitment a charge belongs to.
package struct CommitmentReference: Sendable, Hashable {
  package let offer: CommitmentOffer
  package let amount: CommitmentAmount

  /// What it is called: `compute_savings_plan-1yr-no_upfront-0.473952`.
  package var name: String {
    "\(offer.type)-\(offer.term.rawValue)-\(offer.payment.rawValue)-\(amount)"
  }
}
