internal import Billing
internal import Units

/// `prices`, `free_tier` and `free_allowances`: what a scenario says in place of the price list.
enum PriceSection {
  static func overrides(_ scenario: CheckedObject) -> [PriceOverride] {
    var overrides: [PriceOverride] = []
    if scenario.booleanIfSet("free_tier") == false {
      var nothing = PriceOverride(sku: PriceList.everyFreeTier, price: .zero)
      nothing.freeAllowance = 0
      overrides.append(nothing)
    }
    for entry in scenario.map("free_allowances") {
      guard case .integer(let units) = entry.value else { continue }
      var override = override(entry, price: .zero)
      override.freeAllowance = units
      overrides.append(override)
    }
    for entry in scenario.map("prices") {
      guard case .decimal(let price) = entry.value else { continue }
      overrides.append(
        override(entry, price: UnitPrice(trillionths: Int64(clamping: price.trillionths))))
    }
    return overrides
  }

  private static func override(_ entry: CheckedEntry, price: UnitPrice) -> PriceOverride {
    PriceOverride(
      sku: entry.name, price: price, file: entry.place.file, line: entry.place.line,
      column: entry.place.column)
  }
}
