package import Units

/// A priced period: line items grouped into the lines of a plan, or by AWS service.
package struct Bill: Sendable, Hashable {
  package let items: [LineItem]
  /// The plan's lines in the plan's order, each present even when nothing was used; then the
  /// services that no line covers, those that were used.
  package let lines: [BillLine]
  /// What the plan says a month costs; `nil` without a plan.
  package let planTotal: Money?
  /// What was used and has no price: totals are without it.
  package var unpriced: [UnpricedItem] = []

  /// - Parameter planTotal: of a plan that states only that; else it is the sum of the lines'.
  package init(
    items: [LineItem], lines: [BillLine], planTotal: Money? = nil, unpriced: [UnpricedItem] = []
  ) {
    self.items = items
    self.lines = lines
    self.unpriced = unpriced
    let planned = lines.compactMap(\.baseline)
    self.planTotal = planTotal ?? (planned.isEmpty ? nil : planned.reduce(.zero, +))
  }

  /// Amortised cost of the period; the exact sum of the items.
  package var total: Money { items.reduce(.zero) { $0 + $1.cost } }
  package var cashTotal: Money { items.reduce(.zero) { $0 + $1.cash } }
  package var monthlyTotal: Money { items.reduce(.zero) { $0 + $1.monthly } }
}

/// One line of the plan or one service, and what it comes to.
package struct BillLine: Sendable, Hashable {
  package let id: String
  package let title: String
  package let cost: Money
  package let monthly: Money
  /// What the plan says a month of it costs; `nil` where no plan does.
  package let baseline: Money?
  /// Why list price contradicts the plan; empty where it does not, `nil` where there is none.
  package let why: String?

  package var variance: Money? { baseline.map { monthly - $0 } }

  package init(
    id: String, title: String, cost: Money, monthly: Money, baseline: Money?, why: String?
  ) {
    self.id = id
    self.title = title
    self.cost = cost
    self.monthly = monthly
    self.baseline = baseline
    self.why = why
  }
}
