internal import Billing
internal import Ledger
internal import Units

/// One row of an export before it is text: an hourly charge, or an hour's part of a commitment's fee.
struct FocusRow {
  let charge: HourlyCharge
  let service: FocusService
  let unit: FocusUnit
  let isPurchase: Bool
  /// Cash of the row: what a commitment covers is paid by its purchase rows.
  let billed: Money
  let listPrice: UnitPrice
  let listCost: Money
  let effective: Money
  let quantity: Quantity

  /// A charge as it is told: usage, free, covered, unused, or a fee paid upfront.
  init(_ charge: HourlyCharge) {
    self.charge = charge
    service = FocusService.of(charge.sku)
    unit = FocusUnit(charge.unit)
    isPurchase = charge.kind == .upfront
    let isCommitted = charge.commitment != nil && !isPurchase
    billed = isCommitted ? .zero : charge.cash
    listPrice = charge.listPrice
    listCost = charge.listCost
    effective = charge.cost
    quantity = charge.quantity
  }

  /// The fee of one hour of a commitment: `cash` in all.
  init(feeOf charge: HourlyCharge, cash: Money) {
    self.charge = charge
    service = FocusService.of(charge.commitmentSKU)
    unit = FocusUnit("hour")
    isPurchase = true
    billed = cash
    listPrice = UnitPrice(trillionths: Int64(clamping: cash.trillionths))
    listCost = cash
    effective = .zero
    quantity = Quantity(smallestUnits: 1, perUnit: 1)
  }

  var frequency: String {
    if !isPurchase { return "Usage-Based" }
    return charge.kind == .upfront ? "One-Time" : "Recurring"
  }

  var pricingCategory: String {
    if isPurchase { return "Standard" }
    if charge.commitment != nil { return "Committed" }
    return charge.sku.term == .spot ? "Dynamic" : "Standard"
  }

  /// Null on purchases and on what went unused.
  var consumed: Quantity? {
    if isPurchase || charge.kind == .unused { return nil }
    return quantity.scaled(by: unit.multiple)
  }

  var commitmentStatus: String {
    guard charge.commitment != nil, !isPurchase else { return "" }
    return charge.kind == .unused ? "Unused" : "Used"
  }

  var sku: SKU { isPurchase ? charge.commitmentSKU : charge.sku }

  var description: String {
    if isPurchase, let commitment = charge.commitment {
      return frequency == "One-Time"
        ? "Upfront fee of \(commitment.name)" : "Hourly fee of \(commitment.name)"
    }
    if charge.kind == .unused, let commitment = charge.commitment {
      return "Unused part of \(commitment.name)"
    }
    let covered = charge.commitment.map { ", covered by \($0.name)" } ?? ""
    let free = charge.kind == .free ? ", free allowance" : ""
    return "\(charge.sku.description) at \(FocusNumber.text(listPrice)) USD per "
      + charge.unit + covered + free
  }
}
