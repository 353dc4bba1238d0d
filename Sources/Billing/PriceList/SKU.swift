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
  /// The day on which the latest dated source saw the price: it holds since then or longer.
  package let effective: CivilDate?
  package let source: String
  package let confidence: PriceConfidence
  /// Line of the price file on which the record begins; `nil` for one that no file states.
  package let line: Int?

  package init(
    key: String, region: String, term: PriceTerm, service: String, description: String,
    unit: PriceUnit, tiers: [PriceTier], upfront: Money?, freeAllowance: Int64?,
    minimum: SimDuration?, increment: SimDuration?, effective: CivilDate?, source: String,
    confidence: PriceConfidence, line: Int? = nil
  ) {
    self.key = key
    self.region = region
    self.term = term
    self.service = service
    self.description = description
    self.unit = unit
    self.tiers = tiers
    self.upfront = upfront
    self.freeAllowance = freeAllowance
    self.minimum = minimum
    self.increment = increment
    self.effective = effective
    self.source = source
    self.confidence = confidence
    self.line = line
  }

  /// The price of the first unit.
  package var firstPrice: UnitPrice { tiers.first?.price ?? .zero }

  /// This record at another price for every unit.
  package func repriced(at price: UnitPrice, source: String) -> SKU {
    SKU(
      key: key, region: region, term: term, service: service, description: description, unit: unit,
      tiers: [PriceTier(from: 0, to: nil, price: price)], upfront: upfront,
      freeAllowance: freeAllowance, minimum: minimum, increment: increment, effective: effective,
      source: source, confidence: .high, line: line)
  }

  /// This record with another free allowance, in whole units a month.
  package func allowing(_ units: Int64, source: String) -> SKU {
    SKU(
      key: key, region: region, term: term, service: service, description: description, unit: unit,
      tiers: tiers, upfront: upfront, freeAllowance: units, minimum: minimum,
      increment: increment, effective: effective, source: source, confidence: .high, line: line)
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
