internal import Units

/// What makes a line item a row of its own.
struct RowIdentity: Hashable {
  let service: BilledService
  let component: String
  let sku: String
  let region: String
  /// Empty for a price without tiers.
  let tier: String
  let kind: ChargeKind
}

/// A part of a line item: one row's share of one span.
struct PricedRow {
  let identity: RowIdentity
  let unit: String
  let unitPrice: UnitPrice
  let quantity: Quantity
  let cost: Money
  /// What is paid in the span, which commitments part from `cost`.
  let cash: Money
  let note: String
  let confidence: PriceConfidence
  /// The day on which the price was seen last; `nil` where no source has a date, or nothing is priced.
  var effective: CivilDate? = nil
}
