internal import Ledger
internal import Units

/// Reserved instances or nodes of one kind, ready to be matched with charges.
struct Reservation {
  let line: PlanLine
  /// For components: `db.r6g.xlarge.multi`.
  let name: String
  /// The SKU whose use it covers.
  let key: String
  let region: String
  let count: Int
  let term: PriceTerm
  /// Smallest units that one reservation covers in a clock hour.
  let unitsPerHour: Int128
  /// Whether an hour that the period only touches counts in part; node hours are billed whole.
  let isProrated: Bool
}

/// Reservations applied each clock hour to use of the same SKU and Region; idle hours are lost.
///
/// Rules: prices reference section 1. Size flexibility is not modelled: only the exact class and
/// deployment matches.
struct ReservationCoverage: Coverage {
  private let reservation: Reservation
  private let rate: CommitmentRate
  private let divisor: UnitDivisor
  private let covered: [(component: String, hourly: [Int128])]
  private let unused: [Int128]

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
      let sold = prices.prices.skus.filter {
        $0.key == reservation.key && $0.region == reservation.region && $0.term.isReserved
      }.map(\.term.text)
      prices.report(
        "\(reservation.term.text) is not sold for `\(reservation.key)` in \(reservation.region); "
          + (sold.isEmpty ? "no reservation is" : "sold are \(sold.joined(separator: ", "))"))
      return nil
    }
    self.reservation = reservation
    rate = CommitmentRate(sku: sku, term: term)
    divisor = UnitDivisor(reservation.unitsPerHour)
    var left = (0..<calendar.hourCount).map { hour -> Int128 in
      let full = reservation.unitsPerHour * Int128(reservation.count)
      return reservation.isProrated
        ? full * Int128(calendar.milliseconds(inHour: hour)) / 3_600_000 : full
    }
    var covered: [(component: String, hourly: [Int128])] = []
    for index in charges.indices
    where charges[index].sku.key == reservation.key && charges[index].region == reservation.region {
      var hourly = [Int128](repeating: 0, count: calendar.hourCount)
      for hour in hourly.indices {
        hourly[hour] = min(left[hour], charges[index].hourly[hour])
        left[hour] -= hourly[hour]
        charges[index].hourly[hour] -= hourly[hour]
      }
      covered.append((charges[index].component, hourly))
    }
    self.covered = covered
    unused = left
  }

  func rows(in span: BillingSpan) -> [PricedRow] {
    let coveredRows = covered.compactMap { component, hourly in
      row(component, hourly, in: span, kind: .covered)
    }
    let idle = row("reserved-\(reservation.name)-unused", unused, in: span, kind: .unused)
    return coveredRows + [idle].compactMap(\.self)
  }

  private func row(
    _ component: String, _ hourly: [Int128], in span: BillingSpan, kind: ChargeKind
  ) -> PricedRow? {
    let quantity = span.quantity(of: hourly, divisor: divisor)
    if quantity.isZero { return nil }
    return PricedRow(
      identity: identity(component, kind), unit: rate.sku.unit.text, unitPrice: rate.effective,
      quantity: quantity, cost: rate.amortised(quantity), cash: rate.recurring(quantity),
      note: kind == .unused ? "reserved and not used" : rate.sku.caveat,
      confidence: rate.sku.confidence)
  }

  var purchaseRows: [PricedRow] {
    guard let fee = rate.sku.upfront, fee != .zero, reservation.count > 0 else { return [] }
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

  private func identity(_ component: String, _ kind: ChargeKind) -> RowIdentity {
    RowIdentity(
      line: reservation.line, component: "\(component)-\(reservation.term.text)",
      sku: rate.sku.key, region: reservation.region, tier: "", kind: kind)
  }
}

extension PriceTerm {
  var isReserved: Bool {
    if case .reserved = self { return true }
    return false
  }
}
