package import Ledger
package import Units

/// Where an amount of a bill comes from: items, their prices, and the ledger hours behind them.
package struct Explanation: Sendable {
  package let line: BillLine
  /// In the order of the bill.
  package let components: [Component]

  /// What is paid for under one name, over all its tiers, allowances and commitments.
  package struct Component: Sendable {
    package let name: String
    package let items: [Item]
    /// `nil` for what is paid whether or not anything is used: fees and unused commitments.
    package let readings: Readings?

    package var cost: Money { items.reduce(.zero) { $0 + $1.item.cost } }
    package var monthly: Money { items.reduce(.zero) { $0 + $1.item.monthly } }

    /// Whether the items' quantities add up to the readings, which they must.
    package var addsUp: Bool {
      guard let readings else { return true }
      let kinds: [LineItem] = items.map(\.item).filter { $0.unit != "reservation" }
      let sum = kinds.reduce(Quantity.zero) { $0 + $1.quantity }
      return (sum - readings.quantity).reduced.isZero
    }
  }

  /// A line item and the record of the price list that it was priced by.
  package struct Item: Sendable {
    package let item: LineItem
    /// `nil` where the price list at hand has no such record.
    package let record: SKU?
  }

  /// The hours of the ledger behind a component.
  package struct Readings: Sendable {
    package let keys: [MeterKey]
    package let calendar: LedgerCalendar
    package let unit: PriceUnit
    /// Smallest units of each clock hour as they are billed.
    package let hourly: [Int128]
    /// Smallest units to a priced unit in each hour's month.
    package let divisors: [Int128]

    /// All hours together in priced units, exactly.
    package var quantity: Quantity {
      var sums: [(divisor: Int128, sum: Int128)] = []
      for (reading, divisor) in zip(hourly, divisors) {
        if sums.last?.divisor != divisor { sums.append((divisor, 0)) }
        sums[sums.count - 1].sum += reading
      }
      return sums.reduce(.zero) {
        $0 + Quantity(smallestUnits: $1.sum, perUnit: $1.divisor).reduced
      }
    }

    /// An hour in priced units.
    package func quantity(inHour hour: Int) -> Quantity {
      Quantity(smallestUnits: hourly[hour], perUnit: divisors[hour]).reduced
    }

    /// Hours with use, the largest first and earlier before later ones.
    package func topHours(_ count: Int) -> [Int] {
      let used = hourly.indices.filter { hourly[$0] > 0 }
      return Array(used.sorted { (hourly[$1], $0) < (hourly[$0], $1) }.prefix(count))
    }
  }
}
