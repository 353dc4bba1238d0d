package import Ledger
package import Units

/// What one calendar month comes to, line by line.
package struct MonthBill: Sendable, Hashable {
  package let month: LedgerCalendar.Month
  /// Hours of the period inside the month.
  package let hours: Int64
  /// In the bill's order.
  package let lines: [Line]

  package init(month: LedgerCalendar.Month, hours: Int64, lines: [Line]) {
    self.month = month
    self.hours = hours
    self.lines = lines
  }

  package struct Line: Sendable, Hashable {
    package let id: String
    package let title: String
    /// Amortised, and paid in the month.
    package let cost: Money
    package let cash: Money
    /// The plan's amount for as much of the month as the period covers; `nil` where none is.
    package let baseline: Money?
    /// A price of the line is not well supported.
    package let lowConfidence: Bool

    package init(
      id: String, title: String, cost: Money, cash: Money, baseline: Money?,
      lowConfidence: Bool = false
    ) {
      self.id = id
      self.title = title
      self.cost = cost
      self.cash = cash
      self.baseline = baseline
      self.lowConfidence = lowConfidence
    }
  }
}

extension Biller {
  /// The bill of `ledger` month by month, which adds up to `bill(ledger)` exactly.
  ///
  /// Fees that are paid once fall into the first month.
  ///
  /// - Throws: as `bill(_:)`.
  package func months(_ ledger: UsageLedger) throws(InputError) -> [MonthBill] {
    let (charges, covered, _) = try charges(of: ledger)
    return BillingSpan.calendarMonths(of: ledger.calendar).enumerated().map { index, span in
      var book = ItemBook()
      for row in TierPricer.rows(of: charges, in: span) { book.addToPeriod(row) }
      for row in covered.flatMap({ $0.rows(in: span) }) { book.addToPeriod(row) }
      if index == 0 {
        for row in covered.flatMap(\.purchaseRows) { book.addToPeriod(row) }
      }
      return monthBill(
        of: book.items(in: lines), month: ledger.calendar.months[index], in: ledger.calendar)
    }
  }

  private func monthBill(
    of items: [LineItem], month: LedgerCalendar.Month, in calendar: LedgerCalendar
  ) -> MonthBill {
    let milliseconds = month.hours.reduce(0) { $0 + calendar.milliseconds(inHour: $1) }
    let own = Dictionary(grouping: items, by: \.line)
    return MonthBill(
      month: month, hours: milliseconds / 3_600_000,
      lines: lines.all.compactMap { line in
        let items = own[line.id] ?? []
        if items.isEmpty, !line.isPlanned { return nil }
        return MonthBill.Line(
          id: line.id, title: line.title, cost: items.reduce(.zero) { $0 + $1.cost },
          cash: items.reduce(.zero) { $0 + $1.cash },
          baseline: line.planned?.monthly.scaled(
            by: milliseconds, over: month.hoursInCalendarMonth * 3_600_000),
          lowConfidence: items.contains { $0.confidence.isWeak })
      })
  }
}
