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

  /// The line items, in the order of `lines` and within a line as they were added.
  func items(in lines: BillLines) -> [LineItem] {
    let placed = entries.enumerated().map { added, entry in
      (place: lines.place(of: entry.row.identity.service), added: added, entry: entry)
    }
    return placed.sorted { ($0.place, $0.added) < ($1.place, $1.added) }.map { place, _, entry in
      let row = entry.row
      return LineItem(
        line: lines.all[place].id, component: row.identity.component, sku: row.identity.sku,
        tier: row.identity.tier, quantity: entry.quantity.reduced, unit: row.unit,
        unitPrice: row.unitPrice, cost: entry.cost, monthly: entry.monthly, cash: entry.cash,
        note: row.note, confidence: row.confidence, region: row.identity.region,
        kind: row.identity.kind, effective: row.effective)
    }
  }
}
