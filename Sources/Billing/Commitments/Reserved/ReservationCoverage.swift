internal import Ledger
internal import Units

/// Reservations applied each clock hour to use of the same kind and Region; idle hours are lost.
///
/// The reserved SKU itself is covered first, then other sizes of its family from the smallest on.
/// Rules: prices reference section 1.
struct ReservationCoverage: Coverage {
  let reservation: Reservation
  private let rate: CommitmentRate
  /// What it covers of each charge that it matches.
  let shares: [Share]
  /// Of each hour what it pays for, and what of that nothing used, in milliseconds × weight.
  private let capacities: [Int128]
  private let unused: [Int128]

  /// The covered part of one charge.
  struct Share {
    let charge: Charge
    let weight: Int128
    /// What one smallest unit takes of the reservation.
    let load: Int128
    /// Smallest units in each hour.
    let units: [Int128]
  }

  /// Takes what it covers out of `charges`; `nil` with a problem where it is not sold.
  init?(
    _ reservation: Reservation, of charges: inout [Charge], calendar: LedgerCalendar,
    prices: inout PriceLookup
  ) {
    guard
      let sku = prices.prices.sku(
        reservation.key, term: reservation.term, region: reservation.region),
      let term = reservation.term.commitment
    else {
      prices.report(Self.notSold(reservation, in: prices.prices))
      return nil
    }
    self.init(
      reservation, rate: CommitmentRate(sku: sku, term: term), of: &charges, calendar: calendar)
  }

  /// Takes what reservations at a known rate cover out of `charges`.
  init(
    _ reservation: Reservation, rate: CommitmentRate, of charges: inout [Charge],
    calendar: LedgerCalendar
  ) {
    self.reservation = reservation
    self.rate = rate
    let matches = charges.indices.compactMap { index in
      reservation.weight(of: charges[index]).map { (index: index, weight: $0) }
    }
    let startedHours = matches.contains { charges[$0.index].isByStartedHours }
    capacities = (0..<calendar.hourCount).map {
      reservation.capacity(inHour: $0, of: calendar, startedHours: startedHours)
    }
    var left = capacities
    shares = matches.sorted { a, b in
      let (isOther, isOtherB) = (
        charges[a.index].sku.key != reservation.key, charges[b.index].sku.key != reservation.key
      )
      return (isOther ? 1 : 0, a.weight, a.index) < (isOtherB ? 1 : 0, b.weight, b.index)
    }.map { index, weight in
      let charge = charges[index]
      let load = weight * (Reservation.hour / charge.divisor.base)
      var units = [Int128](repeating: 0, count: calendar.hourCount)
      for hour in units.indices {
        units[hour] = min(left[hour] / load, charge.hourly[hour])
        left[hour] -= units[hour] * load
        charges[index].hourly[hour] -= units[hour]
      }
      return Share(charge: charge, weight: weight, load: load, units: units)
    }
    unused = left
  }

  /// The time that the reservations pay for and the part of it that is used, × weight.
  var useOfCapacity: (used: Int128, bought: Int128) {
    let bought = capacities.reduce(0, +)
    return (bought - unused.reduce(0, +), bought)
  }

  private static func notSold(_ reservation: Reservation, in prices: PriceList) -> String {
    let sold = prices.skus.filter {
      $0.key == reservation.key && $0.region == reservation.region && $0.term.isReserved
    }.map(\.term.text)
    return
      "\(reservation.term.text) is not sold for `\(reservation.key)` in \(reservation.region); "
      + (sold.isEmpty ? "no reservation is" : "sold are \(sold.joined(separator: ", "))")
  }

  func rows(in span: BillingSpan) -> [PricedRow] {
    let coveredRows = shares.compactMap { share -> PricedRow? in
      let counted = span.quantity(of: share.units, divisor: share.charge.divisor)
      if counted.isZero { return nil }
      return row(
        share.charge.component, counted, weight: share.weight, kind: .covered,
        note: coveredNote(share.weight))
    }
    let idle = span.quantity(
      of: unused, divisor: UnitDivisor(Reservation.hour * reservation.weight))
    if idle.isZero { return coveredRows }
    return coveredRows + [
      row(
        "reserved-\(reservation.name)-unused", idle, weight: reservation.weight, kind: .unused,
        note: "reserved and not used")
    ]
  }

  /// A row of `quantity` instance hours, each of which takes `weight` of the reservation's own.
  private func row(
    _ component: String, _ quantity: Quantity, weight: Int128, kind: ChargeKind, note: String
  ) -> PricedRow {
    let reserved = quantity.scaled(by: weight, over: reservation.weight)
    return PricedRow(
      identity: identity(component, kind), unit: rate.sku.unit.text,
      unitPrice: rate.effective(share: weight, of: reservation.weight), quantity: quantity,
      cost: rate.amortised(reserved), cash: rate.recurring(reserved), note: note,
      confidence: rate.sku.confidence, effective: rate.sku.effective)
  }

  private func coveredNote(_ weight: Int128) -> String {
    guard weight != reservation.weight else { return rate.sku.caveat }
    let flexible = "covered by a reserved \(reservation.name), by normalised units"
    return rate.sku.caveat.isEmpty ? flexible : "\(flexible); \(rate.sku.caveat)"
  }

  var purchaseRows: [PricedRow] {
    let fee = rate.upfrontFee
    guard fee != .zero, reservation.count > 0 else { return [] }
    let quantity = Quantity(smallestUnits: Int128(reservation.count), perUnit: 1)
    let price = UnitPrice(trillionths: Int64(fee.trillionths))
    return [
      PricedRow(
        identity: identity("reserved-\(reservation.name)-upfront", .upfront), unit: "reservation",
        unitPrice: price, quantity: quantity, cost: .zero, cash: quantity.cost(at: price),
        note: "fee for the whole term, spread over its hours in cost",
        confidence: rate.sku.confidence)
    ]
  }

  var reference: CommitmentReference {
    CommitmentReference(offer: reservation.offer, amount: .count(reservation.count))
  }

  var purchasedSKU: SKU { rate.sku }

  func usedSKU(component: String) -> SKU? { share(component)?.charge.sku }

  func quantity(of quantity: Quantity, component: String, cost: Money) -> Quantity {
    guard let share = share(component) else { return quantity }
    return quantity.scaled(by: share.weight, over: reservation.weight)
  }

  private func share(_ component: String) -> Share? {
    shares.first { "\($0.charge.component)-\(reservation.term.text)" == component }
  }

  private func identity(_ component: String, _ kind: ChargeKind) -> RowIdentity {
    RowIdentity(
      service: reservation.service, component: "\(component)-\(reservation.term.text)",
      sku: rate.sku.key, region: reservation.region, tier: "", kind: kind)
  }
}

extension PriceTerm {
  var isReserved: Bool {
    if case .reserved = self { return true }
    return false
  }
}
