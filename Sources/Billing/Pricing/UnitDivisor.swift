/// How many smallest units make one priced unit, which for a month depends on its length.
///
/// A GB-month of a 744 h month is 744 GB-hours, so that 100 GB kept all month are exactly 100
/// GB-months in every month.
package struct UnitDivisor: Sendable, Hashable {
  package let base: Int128
  /// Whether `base` is for one hour of a month-long unit.
  package let perMonthHour: Bool

  package init(_ base: Int128, perMonthHour: Bool = false) {
    self.base = base
    self.perMonthHour = perMonthHour
  }

  /// The divisor in a month of `hours` hours.
  package func inMonth(ofHours hours: Int64) -> Int128 {
    perMonthHour ? base * Int128(hours) : base
  }
}
