internal import Ledger
internal import Units

/// Hours that are priced together: tiers and free allowances apply once to each span.
struct BillingSpan {
  /// Indices into the ledger's hours.
  let hours: Range<Int>
  /// Length of the month of which month-long units are a part.
  let monthHours: Int64
  /// Factor on readings.
  let scale: (numerator: Int128, denominator: Int128)

  /// Hours of a month in AWS's own monthly figures: 8,760 / 12.
  static let standardMonthHours: Int64 = 730

  /// The calendar months of the ledger, as they are invoiced.
  static func calendarMonths(of calendar: LedgerCalendar) -> [BillingSpan] {
    calendar.months.map {
      BillingSpan(hours: $0.hours, monthHours: $0.hoursInCalendarMonth, scale: (1, 1))
    }
  }

  /// The whole period at its average rate over one month of 730 h.
  static func standardMonth(of calendar: LedgerCalendar) -> BillingSpan {
    let ratio = Quantity(
      smallestUnits: Int128(standardMonthHours) * 3600, perUnit: Int128(calendar.period.seconds)
    ).reduced
    return BillingSpan(
      hours: 0..<calendar.hourCount, monthHours: standardMonthHours,
      scale: (ratio.smallestUnits, ratio.perUnit))
  }

  /// The readings of the span in priced units.
  func quantity(of hourly: [Int128], divisor: UnitDivisor) -> Quantity {
    Quantity(
      smallestUnits: hourly[hours].reduce(0, +) * scale.numerator,
      perUnit: divisor.inMonth(ofHours: monthHours) * scale.denominator)
  }
}
