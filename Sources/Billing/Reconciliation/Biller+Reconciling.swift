package import Ledger
package import Units

extension Biller {
  /// Sets `actual` beside the bill of a run.
  ///
  /// - Throws: `InputError.invalid` where the price list lacks a price of the ledger.
  package func reconcile(
    _ actual: ActualCosts, with bill: Bill, ledger: UsageLedger
  ) throws(InputError) -> Reconciliation {
    var lookup = PriceLookup(prices: try priceList.applying(overrides))
    let charges = Meters.all.flatMap { $0.charges(of: ledger, prices: &lookup) }
    guard lookup.problems.isEmpty else { throw .invalid(lookup.problems) }
    var sides: [ActualCosts.Identity: Side] = [:]
    for line in bill.lines {
      let own = charges.filter { lines.id(of: $0.service) == line.id }
      for group in Self.groups(of: bill.items.filter { $0.line == line.id }, charges: own) {
        Self.add(group, line: line.id, basis: actual.basis, to: &sides)
      }
    }
    for entry in actual.entries {
      var side = sides[entry.identity] ?? Side()
      side.actual = entry
      sides[entry.identity] = side
    }
    let units = Dictionary(
      priceList.skus.map { ($0.key, $0.unit.text) }, uniquingKeysWith: { first, _ in first })
    let places = Dictionary(uniqueKeysWithValues: lines.all.enumerated().map { ($1.id, $0) })
    func place(_ row: Reconciliation.Row) -> Int {
      row.line.flatMap { places[$0] } ?? places.count
    }
    let rows = sides.map { row($0.key, $0.value, units: units) }.sorted { a, b in
      (place(a), a.name, a.region) < (place(b), b.name, b.region)
    }
    return Reconciliation(
      rows: rows, simulatedTotal: rows.reduce(.zero) { $0 + $1.simulated },
      actualTotal: rows.reduce(.zero) { $0 + $1.actual })
  }

  /// What the two sides say of one key.
  private struct Side {
    var line: String?
    var quantity: Quantity?
    var cost = Money.zero
    var isSimulated = false
    var isWeak = false
    var actual: ActualCosts.Entry?
  }

  private static func add(
    _ group: Group, line: String?, basis: CostBasis,
    to sides: inout [ActualCosts.Identity: Side]
  ) {
    let identity: ActualCosts.Identity =
      group.charge.map { .key($0.sku.key, region: $0.sku.region) }
      ?? .unusedCommitment(service: group.name)
    var side = sides[identity] ?? Side()
    side.line = line
    side.isSimulated = true
    for item in group.items {
      side.isWeak = side.isWeak || item.confidence.isWeak
      side.cost += basis == .amortised ? item.cost : item.cash
      if group.charge != nil { side.quantity = (side.quantity ?? .zero) + item.quantity }
    }
    sides[identity] = side
  }

  private func row(
    _ identity: ActualCosts.Identity, _ side: Side, units: [String: String]
  ) -> Reconciliation.Row {
    let actual = side.actual
    let cost = actual?.cost ?? .zero
    let difference = cost - side.cost
    var usage = Money.zero
    if let simulated = side.quantity, let real = actual?.quantity, !simulated.isZero {
      // One rounding: the simulated cost times real over simulated quantity.
      let ratio = real.scaled(by: simulated.perUnit, over: simulated.smallestUnits)
      usage = Self.product(side.cost, ratio) - side.cost
    } else {
      usage = difference
    }
    let (name, region, line) = name(identity, side.line)
    let standing: Reconciliation.Standing
    switch (identity, side.isSimulated, actual) {
    case (.unmapped, _, _): standing = .unmapped
    case (_, true, .some): standing = .both
    case (_, true, .none): standing = .onlySimulated
    default: standing = .onlyActual
    }
    let unit: String = if case .key(let key, _) = identity { units[key] ?? "" } else { "" }
    return Reconciliation.Row(
      line: line, name: name, region: region, unit: unit, simulatedQuantity: side.quantity,
      actualQuantity: actual?.quantity, simulated: side.cost, actual: cost,
      usageEffect: usage, priceEffect: difference - usage, actualRows: actual?.rows ?? 0,
      standing: standing, lowConfidence: side.isWeak)
  }

  /// Money times a ratio, rounded half-even once.
  private static func product(_ money: Money, _ ratio: Quantity) -> Money {
    let magnitude = Money(trillionths: Int128(money.trillionths.magnitude))
    let exact = Quantity(smallestUnits: magnitude.trillionths, perUnit: 1)
      .scaled(by: ratio.smallestUnits, over: ratio.perUnit)
    let rounded = exact.smallestUnits.dividedHalfEven(by: exact.perUnit)
    return Money(trillionths: money.trillionths < 0 ? -rounded : rounded)
  }

  private func name(
    _ identity: ActualCosts.Identity, _ line: String?
  ) -> (name: String, region: String, line: String?) {
    switch identity {
    case .key(let key, let region):
      (key, region, line ?? BilledService(priceKey: key).map(lines.id))
    case .unusedCommitment(let service): ("unused commitment: \(service)", "", line)
    case .unmapped(let service): ("unmapped: \(service)", "", nil)
    }
  }
}
