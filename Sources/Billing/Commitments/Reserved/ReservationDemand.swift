internal import Ledger
package import Units

/// What reservations of one kind, term and payment could cover, hour by hour.
package struct ReservationDemand: Sendable {
  private let reservation: Reservation
  private let rate: CommitmentRate
  /// The charges that match, with the hours of the ledger they come from.
  private let runs: [(charges: [Charge], calendar: LedgerCalendar)]

  /// - Returns: `nil` where the reservation is not sold on its terms.
  init?(
    _ reservation: Reservation, runs: [(charges: [Charge], calendar: LedgerCalendar)],
    prices: PriceList
  ) {
    guard
      let sku = prices.sku(reservation.key, term: reservation.term, region: reservation.region),
      let term = reservation.term.commitment
    else { return nil }
    self.init(reservation, rate: CommitmentRate(sku: sku, term: term), runs: runs)
  }

  private init(
    _ reservation: Reservation, rate: CommitmentRate,
    runs: [(charges: [Charge], calendar: LedgerCalendar)]
  ) {
    self.reservation = reservation
    self.rate = rate
    self.runs = runs.map { run in
      (run.charges.filter { reservation.weight(of: $0) != nil }, run.calendar)
    }
  }

  /// The same demand with `numerator / denominator` of all use, rounded down to smallest units.
  package func scaled(by numerator: Int128, over denominator: Int128) -> ReservationDemand {
    ReservationDemand(
      reservation, rate: rate,
      runs: runs.map { run in
        let charges = run.charges.map { charge in
          var charge = charge
          charge.hourly = charge.hourly.map { $0 * numerator / denominator }
          return charge
        }
        return (charges, run.calendar)
      })
  }

  /// What all hours cost with `count` reservations: those, used or not, and what stays on demand.
  package func cost(at count: Int) -> Money {
    runs.reduce(.zero) { sum, run in
      let (coverage, rest) = cover(run, count: count)
      return BillingSpan.calendarMonths(of: run.calendar).reduce(sum) { sum, month in
        let rows = coverage.rows(in: month) + TierPricer.rows(of: rest, in: month)
        return rows.reduce(sum) { $0 + $1.cost }
      }
    }
  }

  /// The share of the on-demand cost that `count` reservations replace, 0 to 1.
  package func coverage(at count: Int) -> Double {
    let all = onDemand(after: 0).approximateDollars
    return all == 0 ? 1 : 1 - onDemand(after: count).approximateDollars / all
  }

  /// The share of the reserved hours that use takes up, 0 to 1; 1 for none.
  package func utilisation(of count: Int) -> Double {
    guard count > 0 else { return 1 }
    var used: Int128 = 0
    var bought: Int128 = 0
    for run in runs {
      let (coverage, _) = cover(run, count: count)
      used += coverage.shares.reduce(0) { $0 + $1.units.reduce(0, +) * $1.weight }
      bought += coverage.capacity(in: run.calendar)
    }
    return bought == 0 ? 1 : Double(used) / Double(bought)
  }

  /// The count that costs least, of equal ones the smallest: every useful count is tried.
  ///
  /// - Complexity: O(largest useful count × hours × charges).
  package func optimum() -> Int {
    var best = (cost: cost(at: 0), count: 0)
    for count in 0...largestUsefulCount {
      let cost = cost(at: count)
      if cost < best.cost { best = (cost, count) }
    }
    return best.count
  }

  /// The smallest count that replaces `share` of the on-demand cost.
  package func count(covering share: Double) -> Int {
    (0...largestUsefulCount).first { coverage(at: $0) >= share } ?? largestUsefulCount
  }

  /// Reservations beyond this find no use in any hour.
  private var largestUsefulCount: Int {
    var largest: Int128 = 0
    for run in runs {
      for hour in 0..<run.calendar.hourCount {
        let capacity = capacityOfOne(hour: hour, calendar: run.calendar)
        guard capacity > 0 else { continue }
        let used = run.charges.reduce(Int128(0)) { sum, charge in
          sum + charge.hourly[hour] * (reservation.weight(of: charge) ?? 0)
        }
        largest = max(largest, used.ceilingDivided(by: capacity))
      }
    }
    return Int(clamping: largest)
  }

  private func capacityOfOne(hour: Int, calendar: LedgerCalendar) -> Int128 {
    var one = reservation
    one.count = 1
    return one.weight * ReservationCoverage.capacity(of: one, hour: hour, calendar: calendar)
  }

  private func onDemand(after count: Int) -> Money {
    runs.reduce(.zero) { sum, run in
      let (_, rest) = cover(run, count: count)
      return BillingSpan.calendarMonths(of: run.calendar).reduce(sum) { sum, month in
        TierPricer.rows(of: rest, in: month).reduce(sum) { $0 + $1.cost }
      }
    }
  }

  private func cover(
    _ run: (charges: [Charge], calendar: LedgerCalendar), count: Int
  ) -> (coverage: ReservationCoverage, rest: [Charge]) {
    var counted = reservation
    counted.count = count
    var rest = run.charges
    let coverage = ReservationCoverage(
      counted, rate: rate, of: &rest, calendar: run.calendar)
    return (coverage, rest)
  }
}
