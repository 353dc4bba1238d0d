internal import Ledger

/// What a commitment pays for, as rows of their own beside the charges it leaves over.
protocol Coverage {
  /// Covered and unused rows of a span.
  func rows(in span: BillingSpan) -> [PricedRow]
  /// Fees paid at the period's start, in cash only.
  var purchaseRows: [PricedRow] { get }
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
    for instances in reservedInstances {
      let reservation = Reservation(
        line: .rds, name: "\(instances.instanceClass).\(instances.multiAZ ? "multi" : "single")",
        key: RDSMeters.key(instanceClass: instances.instanceClass, multiAZ: instances.multiAZ),
        region: instances.region, count: instances.count,
        term: .reserved(instances.term, instances.payment), unitsPerHour: 3_600_000,
        isProrated: true)
      if let coverage = ReservationCoverage(
        reservation, of: &charges, calendar: calendar, prices: &prices)
      {
        coverages.append(coverage)
      }
    }
    for nodes in reservedNodes {
      let reservation = Reservation(
        line: .elastiCache, name: "\(nodes.nodeType).\(nodes.engine)",
        key: ElastiCacheMeters.key(engine: nodes.engine, nodeType: nodes.nodeType),
        region: nodes.region, count: nodes.count, term: .reserved(nodes.term, nodes.payment),
        unitsPerHour: 1, isProrated: false)
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
