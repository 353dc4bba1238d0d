internal import Units

/// Prices the charges of one span: first the free allowances, then the tiers.
///
/// Allowances and tiers are shared: charges take their parts in order, so that each component has
/// rows of its own and the sum is that of the pool.
struct TierPricer {
  private let span: BillingSpan
  /// Base units of each allowance that are left.
  private var allowances: [String: Quantity] = [:]
  /// Units of each SKU and Region priced so far.
  private var positions: [String: Quantity] = [:]

  init(span: BillingSpan) { self.span = span }

  /// The rows of all `charges`, in their order.
  static func rows(of charges: [Charge], in span: BillingSpan) -> [PricedRow] {
    var pricer = TierPricer(span: span)
    return charges.flatMap { pricer.rows(of: $0) }
  }

  mutating func rows(of charge: Charge) -> [PricedRow] {
    var rest = span.quantity(of: charge.hourly, divisor: charge.divisor)
    if rest.isZero { return [] }
    var rows: [PricedRow] = []
    if let pool = charge.allowance {
      let free = takeFree(upTo: rest, from: pool, for: charge)
      if !free.isZero {
        rows.append(freeRow(of: charge, pool: pool, quantity: free))
        rest = rest - free
      }
    }
    if !rest.isZero { rows += tierRows(of: charge, quantity: rest) }
    return rows
  }

  private mutating func takeFree(
    upTo quantity: Quantity, from pool: AllowancePool, for charge: Charge
  ) -> Quantity {
    let multiplier = Int128(charge.sku.unit.multiplier)
    let wanted = quantity.scaled(by: multiplier)
    let left = allowances[pool.id] ?? pool.total(in: span, for: charge)
    let taken = left.isLess(than: wanted) ? left : wanted
    allowances[pool.id] = left - taken
    return taken.scaled(by: 1, over: multiplier)
  }

  private mutating func tierRows(of charge: Charge, quantity: Quantity) -> [PricedRow] {
    let sku = charge.sku
    let pool = "\(sku.key) \(sku.term.text) \(charge.region)"
    var position = positions[pool] ?? .zero
    var rest = quantity
    var rows: [PricedRow] = []
    for tier in sku.tiers where !rest.isZero {
      var part = rest
      if let end = tier.to {
        let bound = Quantity(smallestUnits: Int128(end), perUnit: 1)
        guard position.isLess(than: bound) else { continue }
        let room = bound - position
        if room.isLess(than: part) { part = room }
      }
      rows.append(row(of: charge, tier: tier, quantity: part))
      position = position + part
      rest = rest - part
    }
    positions[pool] = position
    return rows
  }

  private func row(of charge: Charge, tier: PriceTier, quantity: Quantity) -> PricedRow {
    let sku = charge.sku
    let cost = quantity.cost(at: tier.price)
    return PricedRow(
      identity: identity(of: charge, sku: sku.key, tier: sku.label(of: tier), kind: .usage),
      unit: sku.unit.text, unitPrice: tier.price, quantity: quantity, cost: cost, cash: cost,
      note: [charge.note, sku.caveat].filter { !$0.isEmpty }.joined(separator: "; "),
      confidence: sku.confidence, effective: sku.effective)
  }

  private func freeRow(of charge: Charge, pool: AllowancePool, quantity: Quantity) -> PricedRow {
    PricedRow(
      identity: identity(of: charge, sku: pool.sku, tier: "free allowance", kind: .free),
      unit: charge.sku.unit.text, unitPrice: .zero, quantity: quantity, cost: .zero, cash: .zero,
      note: "", confidence: pool.confidence)
  }

  private func identity(
    of charge: Charge, sku: String, tier: String, kind: ChargeKind
  ) -> RowIdentity {
    RowIdentity(
      service: charge.service, component: charge.component, sku: sku, region: charge.region,
      tier: tier,
      kind: kind)
  }
}

extension SKU {
  /// The bounds of a tier in words, such as `10,240 to 51,200 GB`; empty where there is only one.
  func label(of tier: PriceTier) -> String {
    if tiers.count < 2 { return "" }
    let times = unit.multiplier == 1 ? "" : "× "
    guard let end = tier.to else { return "over \(grouped(tier.from)) \(times)\(unit.text)" }
    let start = tier.from == 0 ? "first" : "\(grouped(tier.from)) to"
    return "\(start) \(grouped(end)) \(times)\(unit.text)"
  }

  /// What a reader must know before trusting the price; empty for good prices.
  var caveat: String {
    if source == PriceList.overrideSource { return "price set by the scenario" }
    return confidence.isWeak ? "weakly sourced price (\(source))" : ""
  }
}

/// Digits in groups of three: `10,240`.
private func grouped(_ value: Int64) -> String {
  var text = ""
  for (place, digit) in String(value).reversed().enumerated() {
    if place > 0, place % 3 == 0 { text.append(",") }
    text.append(digit)
  }
  return String(text.reversed())
}
