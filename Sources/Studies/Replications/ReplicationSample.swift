internal import Billing
internal import Simulation
package import Units

/// What is kept of one run among many: enough to compare and to judge.
package struct ReplicationSample: Sendable, Hashable {
  /// Amortised cost of the period, and by the 730 h rule.
  package let total: Money
  package let monthlyTotal: Money
  /// The plan's monthly total; `nil` without a plan.
  package let planTotal: Money?
  /// Of the slowest service, in milliseconds; `nil` when no request arrived.
  package let p95Ms: Double?
  /// Minutes in which a service missed its objective, added over services.
  package let breachMinutes: Int
  package let offered: Int64
  package let errors: Int64
  /// Keys of the prices of low confidence that the bill rests on, ascending.
  package let lowConfidencePrices: [String]

  package init(_ result: RunResult) {
    total = result.bill.total
    monthlyTotal = result.bill.monthlyTotal
    planTotal = result.bill.planTotal
    p95Ms = result.services.compactMap(\.latency?.p95).max()
    breachMinutes = result.services.reduce(0) { $0 + $1.breachMinutes }
    offered = result.services.reduce(0) { $0 + $1.offered }
    errors = result.services.reduce(0) { $0 + $1.errors.total }
    lowConfidencePrices = result.bill.lowConfidencePrices
  }
}
