package import Ledger
package import Units

/// Turns a usage ledger into a bill at one price list, plan and set of commitments.
package struct Biller: Sendable {
  package let priceList: PriceList
  package let baseline: Baseline
  package let commitments: Commitments
  package let overrides: [PriceOverride]

  package init(
    priceList: PriceList, baseline: Baseline, commitments: Commitments = Commitments(),
    overrides: [PriceOverride] = []
  ) {
    self.priceList = priceList
    self.baseline = baseline
    self.commitments = commitments
    self.overrides = overrides
  }

  /// The bill of the ledger's whole period.
  ///
  /// Tiers and allowances apply to each calendar month; the monthly figures apply them once to the
  /// period scaled to 730 h.
  ///
  /// Use without a price is among `Bill.unpriced`: an unknown price is never zero, and never that of
  /// another Region.
  ///
  /// - Throws: `InputError.invalid` with every reading that its price cannot count, every commitment
  ///   that is not sold and every override that matches nothing.
  /// - Complexity: O(keys × hours).
  package func bill(_ ledger: UsageLedger) throws(InputError) -> Bill {
    let (charges, covered, unpriced) = try charges(of: ledger)
    var book = ItemBook()
    for span in BillingSpan.calendarMonths(of: ledger.calendar) {
      for row in TierPricer.rows(of: charges, in: span) { book.addToPeriod(row) }
      for row in covered.flatMap({ $0.rows(in: span) }) { book.addToPeriod(row) }
    }
    for row in covered.flatMap(\.purchaseRows) { book.addToPeriod(row) }
    let month = BillingSpan.standardMonth(of: ledger.calendar)
    for row in TierPricer.rows(of: charges, in: month) { book.addToStandardMonth(row) }
    for row in covered.flatMap({ $0.rows(in: month) }) { book.addToStandardMonth(row) }
    let months = BillingSpan.calendarMonths(of: ledger.calendar)
    return bill(
      of: book.items,
      unpriced: unpriced.map { UnpricedItem($0, months: months, month: month) })
  }

  /// What the ledger is charged for after commitments, what those cover, and what has no price.
  func charges(
    of ledger: UsageLedger
  ) throws(InputError) -> ([Charge], [any Coverage], [UnpricedUse]) {
    var lookup = PriceLookup(prices: try priceList.applying(overrides))
    var charges = Meters.all.flatMap { $0.charges(of: ledger, prices: &lookup) }
    let covered = commitments.cover(&charges, calendar: ledger.calendar, prices: &lookup)
    guard lookup.problems.isEmpty else { throw .invalid(lookup.problems) }
    return (charges, covered, lookup.unpriced)
  }

  private func bill(of items: [LineItem], unpriced: [UnpricedItem]) -> Bill {
    let lines = baseline.lines.map { plan in
      let own = items.filter { $0.line == plan.id.rawValue }
      return BillLine(
        id: plan.id.rawValue, title: plan.title, cost: own.reduce(.zero) { $0 + $1.cost },
        monthly: own.reduce(.zero) { $0 + $1.monthly }, baseline: plan.monthly, why: plan.why)
    }
    return Bill(items: items, lines: lines, unpriced: unpriced)
  }
}
