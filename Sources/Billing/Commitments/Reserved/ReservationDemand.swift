package import Ledger
package import Units

/// What reservations of one family, term and payment could cover, hour by hour.
///
/// Of a family that is size-flexible every class that is used can be bought, so that amounts are
/// counts, one a class in the order of `reservations`. Reservations are applied in that order.
package struct ReservationDemand: Sendable {
  /// Those that are sold on the terms.
  let reservations: [Reservation]
  private let rates: [CommitmentRate]
  /// The charges that match, with the hours of the ledger they come from.
  private let runs: [(charges: [Charge], calendar: LedgerCalendar)]

  /// - Returns: `nil` where none of the reservations is sold on its terms.
  init?(
    _ reservations: [Reservation], runs: [(charges: [Charge], calendar: LedgerCalendar)],
    prices: PriceList
  ) {
    var sold: [Reservation] = []
    var rates: [CommitmentRate] = []
    for reservation in reservations {
      guard let term = reservation.term.commitment,
        let sku = prices.sku(reservation.key, term: reservation.term, region: reservation.region)
      else { continue }
      sold.append(reservation)
      rates.append(CommitmentRate(sku: sku, term: term))
    }
    if sold.isEmpty { return nil }
    self.init(sold, rates: rates, runs: runs)
  }

  /// What reservations of some classes of one family could cover in the periods of `ledgers`.
  ///
  /// - Returns: `nil` where none of the offers is a reservation that is sold.
  /// - Throws: `InputError.invalid` with every reading without a price.
  package init?(
    ledgers: [UsageLedger], priceList: PriceList, offers: [CommitmentOffer]
  ) throws(InputError) {
    var lookup = PriceLookup(prices: priceList)
    let runs = ledgers.map { ledger in
      (
        charges: Meters.all.flatMap { $0.charges(of: ledger, prices: &lookup) },
        calendar: ledger.calendar
      )
    }
    guard lookup.problems.isEmpty else { throw .invalid(lookup.problems) }
    self.init(
      offers.compactMap { $0.kind.reservation($0.term, $0.payment) }, runs: runs, prices: priceList)
  }

  private init(
    _ reservations: [Reservation], rates: [CommitmentRate],
    runs: [(charges: [Charge], calendar: LedgerCalendar)]
  ) {
    self.reservations = reservations
    self.rates = rates
    self.runs = runs.map { run in
      (
        run.charges.filter { charge in
          reservations.contains { $0.weight(of: charge) != nil }
        }, run.calendar
      )
    }
  }

  /// The same demand with `numerator / denominator` of all use, rounded down to smallest units.
  package func scaled(by numerator: Int128, over denominator: Int128) -> ReservationDemand {
    ReservationDemand(
      reservations, rates: rates,
      runs: runs.map { run in
        let charges = run.charges.map { charge in
          var charge = charge
          charge.hourly = charge.hourly.map { $0 * numerator / denominator }
          return charge
        }
        return (charges, run.calendar)
      })
  }

  /// What all hours cost with `counts` reservations: those, used or not, and what stays on demand.
  package func cost(at counts: [Int]) -> Money {
    runs.reduce(.zero) { sum, run in
      let (coverages, rest) = cover(run, counts: counts)
      return BillingSpan.calendarMonths(of: run.calendar).reduce(sum) { sum, month in
        let rows = coverages.flatMap { $0.rows(in: month) } + TierPricer.rows(of: rest, in: month)
        return rows.reduce(sum) { $0 + $1.cost }
      }
    }
  }

  /// The share of the on-demand cost that `counts` reservations replace, 0 to 1.
  package func coverage(at counts: [Int]) -> Double {
    let all = onDemand(after: counts.map { _ in 0 }).approximateDollars
    return all == 0 ? 1 : 1 - onDemand(after: counts).approximateDollars / all
  }

  /// The share of the reserved hours that use takes up, 0 to 1; 1 for none.
  package func utilisation(of counts: [Int]) -> Double {
    var used: Int128 = 0
    var bought: Int128 = 0
    for run in runs {
      for coverage in cover(run, counts: counts).coverages {
        used += coverage.useOfCapacity.used
        bought += coverage.useOfCapacity.bought
      }
    }
    return bought == 0 ? 1 : Double(used) / Double(bought)
  }

  /// The counts that cost least, of equal ones the smallest of one class.
  ///
  /// Every useful count of each class alone is tried, then mixtures of classes by branch and bound.
  ///
  /// - Complexity: O(largest useful count × hours × charges) for each class, and what the mixtures
  ///   take that are not ruled out.
  package func optimum() -> [Int] {
    var best = alone(0, 0)
    var lowest = cost(at: best)
    for place in reservations.indices {
      for count in 0...largestUsefulCount(place) {
        let cost = cost(at: alone(place, count))
        if cost < lowest { (lowest, best) = (cost, alone(place, count)) }
      }
    }
    guard reservations.count > 1 else { return best }
    return ReservationSearch(reservations, rates: rates, runs: runs)
      .best(from: best, cost: cost(at:))
  }

  /// Of each class the smallest count that replaces `share` of the on-demand cost; the cheapest of
  /// these.
  package func counts(covering share: Double) -> [Int] {
    let candidates = reservations.indices.map { place in
      let largest = largestUsefulCount(place)
      let count = (0...largest).first { coverage(at: alone(place, $0)) >= share } ?? largest
      return alone(place, count)
    }
    return candidates.min { cost(at: $0) < cost(at: $1) } ?? []
  }

  /// So many of one class and none of the others.
  private func alone(_ place: Int, _ count: Int) -> [Int] {
    reservations.indices.map { $0 == place ? count : 0 }
  }

  /// Reservations of a class beyond this find no use in any hour.
  private func largestUsefulCount(_ place: Int) -> Int {
    var one = reservations[place]
    one.count = 1
    var largest: Int128 = 0
    for run in runs {
      let startedHours = run.charges.contains { $0.isByStartedHours }
      for hour in 0..<run.calendar.hourCount {
        let capacity = one.capacity(
          inHour: hour, of: run.calendar, startedHours: startedHours)
        guard capacity > 0 else { continue }
        let used = run.charges.reduce(Int128(0)) { sum, charge in
          sum + charge.hourly[hour] * (one.load(of: charge) ?? 0)
        }
        largest = max(largest, used.ceilingDivided(by: capacity))
      }
    }
    return Int(clamping: largest)
  }

  private func onDemand(after counts: [Int]) -> Money {
    runs.reduce(.zero) { sum, run in
      let (_, rest) = cover(run, counts: counts)
      return BillingSpan.calendarMonths(of: run.calendar).reduce(sum) { sum, month in
        TierPricer.rows(of: rest, in: month).reduce(sum) { $0 + $1.cost }
      }
    }
  }

  private func cover(
    _ run: (charges: [Charge], calendar: LedgerCalendar), counts: [Int]
  ) -> (coverages: [ReservationCoverage], rest: [Charge]) {
    var rest = run.charges
    var coverages: [ReservationCoverage] = []
    for (place, count) in counts.enumerated() where count > 0 {
      var counted = reservations[place]
      counted.count = count
      coverages.append(
        ReservationCoverage(counted, rate: rates[place], of: &rest, calendar: run.calendar))
    }
    return (coverages, rest)
  }
}
