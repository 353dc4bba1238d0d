internal import Units

/// Spreads the rows of one charge in one month over its hours.
///
/// What is free comes first, then the tiers, in the order of time: the hour that crosses a bound has
/// a part on both sides. Amounts are differences of cumulated ones, so that they add up to the row
/// exactly though each is rounded.
struct HourlySplit {
  private let rows: [PricedRow]
  private var row = 0
  /// Of the present row.
  private var taken = Quantity.zero
  private var paid = Money.zero

  init(_ rows: [PricedRow]) { self.rows = rows }

  /// One hour's part of one row.
  struct Part {
    let row: PricedRow
    let quantity: Quantity
    let cost: Money
  }

  /// The parts of the next hour.
  mutating func next(_ quantity: Quantity) -> [Part] {
    var rest = quantity
    var parts: [Part] = []
    while !rest.isZero, row < rows.count {
      let present = rows[row]
      let room = present.quantity - taken
      let part = room.isLess(than: rest) ? room : rest
      if !part.isZero {
        taken = taken + part
        let upTo = taken.cost(at: present.unitPrice)
        parts.append(Part(row: present, quantity: part, cost: upTo - paid))
        paid = upTo
        rest = rest - part
      }
      if !taken.isLess(than: present.quantity) {
        row += 1
        taken = .zero
        paid = .zero
      }
    }
    return parts
  }
}
