internal import Units

/// Gathers priced rows into line items: one for each component and tier, over all months.
struct ItemBook {
  private struct Entry {
    let row: PricedRow
    var quantity = Quantity.zero
    var cost = Money.zero
    var monthly = Money.zero
    var cash = Money.zero
  }

  private var entries: [Entry] = []
  private var places: [RowIdentity: Int] = [:]

  /// Adds a calendar month's row to what the period costs.
  mutating func addToPeriod(_ row: PricedRow) {
    let place = place(of: row)
    entries[place].quantity = entries[place].quantity + row.quantity
    entries[place].cost += row.cost
    entries[place].cash += row.cash
  }

  /// Adds a row of the standard month to the monthly figure.
  mutating func addToStandardMonth(_ row: PricedRow) {
    entries[place(of: row)].monthly += row.cost
  }

  private mutating func place(of row: PricedRow) -> Int {
    if let place = places[row.identity] { return place }
    places[row.identity] = entries.count
    entries.append(Entry(row: row))
    return entries.count - 1
  }

  /// The line items, by line in the plan's order, then in the order in which they were added.
  var items: [LineItem] {
    PlanLine.allCases.flatMap { line in
      entries.filter { $0.row.identity.line == line }.map { entry in
        let row = entry.row
        return LineItem(
          line: line.rawValue, component: row.identity.component, sku: row.identity.sku,
          tier: row.identity.tier, quantity: entry.quantity.reduced, unit: row.unit,
          unitPrice: row.unitPrice, cost: entry.cost, monthly: entry.monthly, cash: entry.cash,
          note: row.note, confidence: row.confidence, region: row.identity.region,
          kind: row.identity.kind, effective: row.effective)
      }
    }
  }
}
