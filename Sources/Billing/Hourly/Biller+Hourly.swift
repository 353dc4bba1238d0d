package import Ledger
internal import Units

extension Biller {
  /// Tells `body` what every hour of the ledger costs, month by month and component by component.
  ///
  /// The hours of a line item add up to it exactly, in cost and in cash: Σ cost is `bill.total`, Σ
  /// cash is `bill.cashTotal`. One charge is told at a time, so that memory does not grow with the
  /// hours.
  ///
  /// - Throws: `InputError.invalid` as `bill(_:)` does; whatever `body` throws.
  /// - Complexity: O(keys × hours); for commitments O(hours²) in each month.
  package func forEachHour(
    of ledger: UsageLedger, _ body: (HourlyCharge) throws -> Void
  ) throws {
    var lookup = PriceLookup(prices: try priceList.applying(overrides))
    var charges = Meters.all.flatMap { $0.charges(of: ledger, prices: &lookup) }
    let coverages = commitments.cover(&charges, calendar: ledger.calendar, prices: &lookup)
    guard lookup.problems.isEmpty else { throw InputError.invalid(lookup.problems) }
    for coverage in coverages { try tellPurchases(of: coverage, body) }
    for month in BillingSpan.calendarMonths(of: ledger.calendar) {
      var pricer = TierPricer(span: month)
      for charge in charges { try tell(charge, pricer: &pricer, month: month, body) }
      for coverage in coverages { try tell(coverage, month: month, body) }
    }
  }

  private func tell(
    _ charge: Charge, pricer: inout TierPricer, month: BillingSpan,
    _ body: (HourlyCharge) throws -> Void
  ) throws {
    var split = HourlySplit(pricer.rows(of: charge))
    for hour in month.hours where charge.hourly[hour] != 0 {
      let quantity = month.hour(hour).quantity(of: charge.hourly, divisor: charge.divisor)
      for part in split.next(quantity) {
        let identity = part.row.identity
        try body(
          HourlyCharge(
            line: lines.id(of: identity.service), component: identity.component,
            tier: identity.tier,
            kind: identity.kind, sku: charge.sku,
            commitmentSKU: charge.sku, region: identity.region, hour: hour,
            quantity: part.quantity, unit: part.row.unit, listPrice: part.row.unitPrice,
            listCost: part.cost, cost: part.cost, cash: part.cost, commitment: nil,
            commitmentQuantity: nil, confidence: part.row.confidence, note: part.row.note))
      }
    }
  }

  /// A commitment's hours are differences of its rows up to one hour and up to the next.
  private func tell(
    _ coverage: any Coverage, month: BillingSpan, _ body: (HourlyCharge) throws -> Void
  ) throws {
    var told: [RowIdentity: PricedRow] = [:]
    for hour in month.hours {
      for row in coverage.rows(in: month.upTo(hour)) {
        let before = told[row.identity]
        told[row.identity] = row
        let quantity = row.quantity - (before?.quantity ?? .zero)
        let cost = row.cost - (before?.cost ?? .zero)
        let cash = row.cash - (before?.cash ?? .zero)
        if quantity.isZero && cost == .zero && cash == .zero { continue }
        let identity = row.identity
        let sku = coverage.usedSKU(component: identity.component) ?? coverage.purchasedSKU
        let listPrice = identity.kind == .covered ? sku.firstPrice : row.unitPrice
        try body(
          HourlyCharge(
            line: lines.id(of: identity.service), component: identity.component, tier: "",
            kind: identity.kind, sku: sku,
            commitmentSKU: coverage.purchasedSKU, region: identity.region, hour: hour,
            quantity: quantity, unit: row.unit, listPrice: listPrice,
            listCost: quantity.cost(at: listPrice), cost: cost, cash: cash,
            commitment: coverage.reference,
            commitmentQuantity: coverage.quantity(
              of: quantity, component: identity.component, cost: cost),
            confidence: row.confidence, note: row.note))
      }
    }
  }

  private func tellPurchases(
    of coverage: any Coverage, _ body: (HourlyCharge) throws -> Void
  ) throws {
    for row in coverage.purchaseRows {
      try body(
        HourlyCharge(
          line: lines.id(of: row.identity.service), component: row.identity.component, tier: "",
          kind: .upfront, sku: coverage.purchasedSKU,
          commitmentSKU: coverage.purchasedSKU, region: row.identity.region, hour: 0,
          quantity: row.quantity, unit: row.unit, listPrice: row.unitPrice, listCost: row.cash,
          cost: row.cost, cash: row.cash, commitment: coverage.reference,
          commitmentQuantity: nil, confidence: row.confidence, note: row.note))
    }
  }
}

extension BillingSpan {
  /// One hour of this span, billed as a part of it.
  func hour(_ hour: Int) -> BillingSpan {
    BillingSpan(hours: hour..<hour + 1, monthHours: monthHours, scale: scale)
  }

  /// This span up to and with `hour`.
  func upTo(_ hour: Int) -> BillingSpan {
    BillingSpan(hours: hours.lowerBound..<hour + 1, monthHours: monthHours, scale: scale)
  }
}
