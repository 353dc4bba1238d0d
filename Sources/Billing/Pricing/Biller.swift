package import Ledger
package import Units

/// Turns a usage ledger into a bill at one price list, plan and set of commitments.
package struct Biller: Sendable {
  package let priceList: PriceList
  /// `nil` for a bill by AWS service, beside no plan.
  package let costPlan: CostPlan?
  /// Which line of the bill each service stands in.
  package let lines: BillLines
  package let commitments: Commitments
  package let overrides: [PriceOverride]

  package init(
    priceList: PriceList, costPlan: CostPlan?, commitments: Commitments = Commitments(),
    overrides: [PriceOverride] = []
  ) {
    self.priceList = priceList
    self.costPlan = costPlan
    lines = BillLines(plan: costPlan)
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
      of: book.items(in: lines),
      unpriced: unpriced.map {
        UnpricedItem($0, line: line(of: $0.service), months: months, month: month)
      })
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

  /// The same items in the lines of this biller, for a bill that was made beside another plan.
  package func grouped(_ bill: Bill) -> Bill {
    let placed = bill.items.enumerated().map { added, item in
      (place: BilledService(priceKey: item.sku).map(lines.place), added: added, item: item)
    }
    let sorted = placed.sorted {
      ($0.place ?? lines.all.count, $0.added) < ($1.place ?? lines.all.count, $1.added)
    }
    return self.bill(
      of: sorted.map { place, _, item in
        place.map { item.inLine(lines.all[$0].id) } ?? item
      },
      unpriced: bill.unpriced.map { item in
        BilledService(priceKey: item.sku).map { item.inLine(line(of: $0)) } ?? item
      })
  }

  private func line(of service: BilledService) -> String {
    lines.all[lines.place(of: service)].id
  }

  private func bill(of items: [LineItem], unpriced: [UnpricedItem]) -> Bill {
    let own = Dictionary(grouping: items, by: \.line)
    return Bill(
      items: items,
      lines: lines.all.compactMap { line in
        let items = own[line.id] ?? []
        if items.isEmpty, !line.isPlanned { return nil }
        return BillLine(
          id: line.id, title: line.title, cost: items.reduce(.zero) { $0 + $1.cost },
          monthly: items.reduce(.zero) { $0 + $1.monthly }, baseline: line.planned?.monthly,
          why: line.planned?.why)
      }, planTotal: costPlan?.total, unpriced: unpriced)
  }
}
