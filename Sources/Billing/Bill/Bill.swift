package import Units

/// A priced period: line items grouped into the lines of the plan.
package struct Bill: Sendable, Hashable {
  package let items: [LineItem]
  /// The plan's ten lines in the plan's order, each present even when nothing was used.
  package let lines: [BillLine]
  /// What was used and has no price: totals are without it.
  package var unpriced: [UnpricedItem] = []

  package init(items: [LineItem], lines: [BillLine], unpriced: [UnpricedItem] = []) {
    self.items = items
    self.lines = lines
    self.unpriced = unpriced
  }

  /// Amortised cost of the period; the exact sum of the items.
  package var total: Money { items.reduce(.zero) { $0 + $1.cost } }
  package var cashTotal: Money { items.reduce(.zero) { $0 + $1.cash } }
  package var monthlyTotal: Money { items.reduce(.zero) { $0 + $1.monthly } }
  package var baselineTotal: Money { lines.reduce(.zero) { $0 + $1.baseline } }
}

/// One line of the plan beside what it comes to.
package struct BillLine: Sendable, Hashable {
  package let id: String
  package let title: String
  package let cost: Money
  package let monthly: Money
  package let baseline: Money
  /// Why list price contradicts the plan; empty where it does not.
  package let why: String

  package var variance: Money { monthly - baseline }

  package init(
    id: String, title: String, cost: Money, monthly: Money, baseline: Money, why: String
  ) {
    self.id = id
    self.title = title
    self.cost = cost
    self.monthly = monthly
    self.baseline = baseline
    self.why = why
  }
}
