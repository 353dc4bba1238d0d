/// A list of holidays that a load may follow.
package enum HolidayList: String, Sendable, CaseIterable {
  /// The federal holidays of the United States.
  case us
  /// The New York Stock Exchange's days without, or with shorter, trading.
  case nyse
}

/// Which clock and which holidays a load may follow; whether it does is validated on its history.
package struct ForecastCalendar: Sendable {
  /// The clock that days and hours are read on; `nil` for UTC.
  package var clock: ForecastClock?
  package var holidays: Set<HolidayList>
  /// Whether a holiday ahead whose effect the history cannot tell is worth a remark.
  package var tellsUnknown: Bool

  package init(
    clock: ForecastClock? = nil, holidays: Set<HolidayList> = Set(HolidayList.allCases),
    tellsUnknown: Bool = false
  ) {
    self.clock = clock
    self.holidays = holidays
    self.tellsUnknown = tellsUnknown
  }
}
