package import Units

/// One record of the price list: what a unit of something costs in one Region on one term.
package struct SKU: Sendable, Hashable {
  /// Such as `fargate.x86.vcpu`; unique together with term and Region.
  package let key: String
  package let region: String
  package let term: PriceTerm
  package let service: String
  package let description: String
  package let unit: PriceUnit
  /// Contiguous from 0; the last one is open, except in an allowance.
  ///
  /// For reserved terms the price is the hourly part where `upfront` is stated and the effective
  /// hourly rate where it is not (the split is then unknown). Savings Plan prices are effective
  /// rates.
  package let tiers: [PriceTier]
  /// One-off fee of one reservation.
  package let upfront: Money?
  /// What is free each month, in whole units.
  package let freeAllowance: Int64?
  /// The least that is charged for, and the step to which use is rounded up.
  package let minimum: SimDuration?
  package let increment: SimDuration?
  /// Since when the price holds, where a source says so.
  package let effective: CivilDate?
  package let source: String
  package let confidence: PriceConfidence

  /// The price of the first unit.
  package var firstPrice: UnitPrice { tiers.first?.price ?? .zero }

  /// This record at another price for every unit.
  package func repriced(at price: UnitPrice, source: String) -> SKU {
    SKU(
      key: key, region: region, term: term, service: service, description: description, unit: unit,
      tiers: [PriceTier(from: 0, to: nil, price: price)], upfront: upfront,
      freeAllowance: freeAllowance, minimum: minimum, increment: increment, effective: effective,
      source: source, confidence: .high)
  }
}

/// A price for the units from `from` up to `to` of a month.
package struct PriceTier: Sendable, Hashable {
  package let from: Int64
  /// Excluded; `nil` for the last, open tier.
  package let to: Int64?
  package let price: UnitPrice

  package init(from: Int64, to: Int64?, price: UnitPrice) {
    self.from = from
    self.to = to
    self.price = price
  }
}
