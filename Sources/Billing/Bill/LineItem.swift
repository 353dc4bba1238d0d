package import Units

/// One component of a bill at one tier: quantity × unit price, rounded once.
package struct LineItem: Sendable, Hashable {
  /// The bill line it belongs to, such as `ecs-fargate`.
  package let line: String
  /// What is paid for within the line, such as `nav-engine-vcpu-x86`; without `/`.
  package let component: String
  /// The price's key in the catalogue.
  package let sku: String
  /// The tier's bounds in words for tiered prices, empty otherwise.
  package let tier: String
  /// In `unit`s, exact.
  package let quantity: Quantity
  /// The price list's unit, such as `vCPU-hour`.
  package let unit: String
  package let unitPrice: UnitPrice
  /// Amortised cost in this period.
  package let cost: Money
  /// Cost by the 730 h rule: the period's rate over one 730 h month, tiers and free allowances once.
  package let monthly: Money
  /// Paid in this period: differs from `cost` where a commitment was paid upfront.
  package let cash: Money
  /// Provenance or caveat; empty when there is nothing to say.
  package let note: String
  package let confidence: PriceConfidence
  /// AWS Region of the usage, or `global`.
  package let region: String
  package let kind: ChargeKind
  /// The day on which the price was seen last; `nil` where no source has a date.
  package let effective: CivilDate?

  package init(
    line: String, component: String, sku: String, tier: String, quantity: Quantity, unit: String,
    unitPrice: UnitPrice, cost: Money, monthly: Money, cash: Money, note: String,
    confidence: PriceConfidence, region: String = "", kind: ChargeKind = .usage,
    effective: CivilDate? = nil
  ) {
    self.line = line
    self.component = component
    self.sku = sku
    self.tier = tier
    self.quantity = quantity
    self.unit = unit
    self.unitPrice = unitPrice
    self.cost = cost
    self.monthly = monthly
    self.cash = cash
    self.note = note
    self.confidence = confidence
    self.region = region
    self.kind = kind
    self.effective = effective
  }
}

extension LineItem {
  /// The same in the bill line of that id.
  func inLine(_ line: String) -> LineItem {
    LineItem(
      line: line, component: component, sku: sku, tier: tier, quantity: quantity, unit: unit,
      unitPrice: unitPrice, cost: cost, monthly: monthly, cash: cash, note: note,
      confidence: confidence, region: region, kind: kind, effective: effective)
  }
}

/// What a line item stands for.
package enum ChargeKind: String, Sendable, CaseIterable {
  /// Priced by use.
  case usage
  /// Within a free allowance.
  case free
  /// Use that a commitment pays for.
  case covered
  /// A commitment that nothing used.
  case unused
  /// A fee paid in one go; its cost is spread over the covered and unused hours.
  case upfront
}

/// How far a price can be trusted; `low` and `memory` are marked alike in reports.
package enum PriceConfidence: String, Sendable, CaseIterable {
  case high, medium, low, memory

  package var isWeak: Bool { self == .low || self == .memory }
}

/// An exact rational number of priced units: smallest units over how many of them make one.
package struct Quantity: Sendable, Hashable {
  package let smallestUnits: Int128
  package let perUnit: Int128

  package init(smallestUnits: Int128, perUnit: Int128) {
    self.smallestUnits = smallestUnits
    self.perUnit = perUnit
  }

  /// Rounded half-even to at most six decimals, trailing zeros removed.
  package var description: String {
    let scaled = (smallestUnits * 1_000_000).dividedHalfEven(by: perUnit)
    return Decimal12(trillionths: scaled * 1_000_000).text()
  }
}
