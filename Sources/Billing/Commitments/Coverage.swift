internal import Ledger
internal import Units

/// What a commitment pays for, as rows of their own beside the charges it leaves over.
protocol Coverage {
  /// Covered and unused rows of a span.
  func rows(in span: BillingSpan) -> [PricedRow]
  /// Fees paid at the period's start, in cash only.
  var purchaseRows: [PricedRow] { get }
  var reference: CommitmentReference { get }
  /// The on-demand price of what a covered row's component used; `nil` for a row that is none.
  func usedSKU(component: String) -> SKU?
  /// What `quantity` of a covered or unused component takes of the commitment: dollars of a plan,
  /// hours of a reservation.
  func quantity(of quantity: Quantity, component: String, cost: Money) -> Quantity
  /// What was bought.
  var purchasedSKU: SKU { get }
}

extension Commitments {
  /// Applies every commitment hour by hour and reduces `charges` to what stays uncovered.
  ///
  /// Reservations and Savings Plans never meet: the ones cover instance and node hours, the others
  /// Fargate and Lambda. A commitment without a rate in the price list is noted as a problem.
  func cover(
    _ charges: inout [Charge], calendar: LedgerCalendar, prices: inout PriceLookup
  ) -> [any Coverage] {
    var coverages: [any Coverage] = []
    let reservations =
      reservedInstances.map(\.reservation) + reservedNodes.map(\.reservation)
    for reservation in reservations {
      if let coverage = ReservationCoverage(
        reservation, of: &charges, calendar: calendar, prices: &prices)
      {
        coverages.append(coverage)
      }
    }
    for plan in savingsPlans {
      if let coverage = SavingsPlanCoverage(
        plan, of: &charges, calendar: calendar, prices: &prices)
      {
        coverages.append(coverage)
      }
    }
    return coverages
  }
}
