package import Billing
package import Units

/// What a run costs under one of its draws: enough for the intervals of a bill.
package struct ReplicationCosts: Sendable, Hashable {
  /// By the 730 h rule, in the bill's order.
  package let lines: [Line]
  /// The same period by calendar month.
  package let months: [MonthBill]

  package struct Line: Sendable, Hashable {
    package let id: String
    package let monthly: Money
  }

  package init(bill: Bill, months: [MonthBill]) {
    lines = bill.lines.map { Line(id: $0.id, monthly: $0.monthly) }
    self.months = months
  }

  /// Zero for a line that the bill does not have: nothing was used of it.
  func monthly(of line: String) -> Money { lines.first { $0.id == line }?.monthly ?? .zero }

  package var monthlyTotal: Money { lines.reduce(.zero) { $0 + $1.monthly } }
}
