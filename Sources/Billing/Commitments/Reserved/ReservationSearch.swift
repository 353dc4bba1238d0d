internal import Ledger
internal import Units

/// Finds the mixture of classes of one family that costs least.
///
/// Classes of a family differ by little in price for their size, but by the steps in which they can
/// be bought and by what each covers first, so that two large ones and a small one may beat any
/// number of either. Mixtures are visited depth first; one is worth its exact cost only where a lower
/// bound of it is below the best one so far. The bound takes what is reserved to pay for whatever is
/// dearest on demand, which no order of covering can beat.
struct ReservationSearch {
  /// Of one of each class, in steps.
  private let steps: [Int]
  /// Of one of each class over all hours, in trillionths of a dollar.
  private let prices: [Double]
  /// At least what stays on demand once so many steps are reserved, in trillionths of a dollar; zero
  /// in the last entry.
  private let rest: [Double]
  /// At least what a mixture costs beside the steps that are bought already: what stays on demand, or
  /// further steps at the lowest price of any class.
  private let bounds: [Double]

  init(
    _ reservations: [Reservation], rates: [CommitmentRate],
    runs: [(charges: [Charge], calendar: LedgerCalendar)]
  ) {
    let step = reservations.map { Int($0.weight) }.reduce(0, Self.commonDivisor)
    let hours = runs.flatMap { run in Self.hours(of: run, step: step, reservation: reservations[0])
    }
    steps = reservations.map { Int($0.weight) / step }
    let time = hours.reduce(0) { $0 + $1.time }
    prices = rates.map { rate in
      Double(
        rate.amortised(Quantity(smallestUnits: Int128(time), perUnit: Reservation.hour))
          .trillionths)
    }
    let most = hours.map { ($0.load / Double($0.time)).rounded(.up) }.max() ?? 0
    let rest = (0...Int(most)).map { count in
      hours.reduce(0) { $0 + $1.rest(after: Double(count) * Double($1.time)) }
    }
    let cheapest = zip(prices, steps).map { $0 / Double($1) }.min() ?? 0
    var bounds = rest
    for place in bounds.indices.dropLast().reversed() {
      bounds[place] = min(rest[place], bounds[place + 1] + cheapest)
    }
    self.rest = rest
    self.bounds = bounds
  }

  /// - Parameters:
  ///   - start: what is known to be good.
  ///   - cost: the exact cost of a mixture.
  func best(from start: [Int], cost: ([Int]) -> Money) -> [Int] {
    var best = (cost: cost(start), counts: start)
    var counts = [Int](repeating: 0, count: steps.count)
    visit(0, bought: 0, paid: 0, counts: &counts, best: &best, cost: cost)
    return best.counts
  }

  private func visit(
    _ place: Int, bought: Int, paid: Double, counts: inout [Int],
    best: inout (cost: Money, counts: [Int]), cost: ([Int]) -> Money
  ) {
    // A part in 10⁹ more than rounding can be wrong by.
    let limit = Double(best.cost.trillionths) * (1 + 1e-9) + 1
    if place == steps.count {
      guard paid + rest[min(bought, rest.count - 1)] < limit else { return }
      let exact = cost(counts)
      if exact < best.cost { best = (exact, counts) }
      return
    }
    var count = 0
    while true {
      let sum = bought + count * steps[place]
      let price = paid + Double(count) * prices[place]
      // The bound never falls with the count; beyond all use one more only costs.
      if price + bounds[min(sum, bounds.count - 1)] >= limit { break }
      counts[place] = count
      visit(place + 1, bought: sum, paid: price, counts: &counts, best: &best, cost: cost)
      if sum >= rest.count - 1 { break }
      count += 1
    }
    counts[place] = 0
  }

  /// One hour's use, the dearest first.
  private struct Hour {
    /// Milliseconds that one step of weight pays for.
    let time: Int64
    /// Milliseconds × steps of each use, and what one of them costs on demand.
    let uses: [(load: Double, price: Double)]

    var load: Double { uses.reduce(0) { $0 + $1.load } }

    func rest(after capacity: Double) -> Double {
      var left = capacity
      var cost = 0.0
      for use in uses {
        let covered = min(left, use.load)
        left -= covered
        cost += (use.load - covered) * use.price
      }
      return cost
    }
  }

  private static func hours(
    of run: (charges: [Charge], calendar: LedgerCalendar), step: Int, reservation: Reservation
  ) -> [Hour] {
    let startedHours = run.charges.contains { $0.isByStartedHours }
    return (0..<run.calendar.hourCount).map { hour in
      let uses = run.charges.compactMap { charge -> (load: Double, price: Double)? in
        guard charge.hourly[hour] > 0, let load = reservation.load(of: charge) else { return nil }
        let perUnit = Double(load) / Double(step)
        let price = charge.sku.tiers.map(\.price.trillionths).min() ?? 0
        return (
          Double(charge.hourly[hour]) * perUnit,
          Double(price) / Double(charge.divisor.base) / perUnit
        )
      }
      let time = startedHours ? 3_600_000 : run.calendar.milliseconds(inHour: hour)
      return Hour(time: time, uses: uses.sorted { $0.price > $1.price })
    }
  }

  private static func commonDivisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
