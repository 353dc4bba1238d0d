package import Units

/// When the New York Stock Exchange does not trade, or only until 13:00, by rule.
///
/// NYSE Rule 7.2: a holiday on a Saturday closes the Friday before, unless that ends a year's
/// accounts (New Year's Day on a Saturday closes nothing); one on a Sunday closes the Monday after.
/// Good Friday closes, Columbus Day and Veterans Day do not. Juneteenth closes since 2022, Martin
/// Luther King's birthday since 1998. Days of mourning and disasters follow no rule and are not
/// here.
package enum MarketHolidays {
  /// Whether a weekday has no trading.
  package static func isClosed(_ date: CivilDate) -> Bool {
    closedDays(year: date.year).contains(date)
  }

  /// The weekdays of a year without trading, in order.
  package static func closedDays(year: Int64) -> [CivilDate] {
    var days: [CivilDate?] = []
    let newYear = CivilDate(year: year, month: 1, day: 1)
    if newYear?.weekday != 5 { days.append(FederalHolidays.observed(newYear)) }
    if year >= 1998 { days.append(MonthDays.weekday(0, number: 3, year: year, month: 1)) }
    days.append(MonthDays.weekday(0, number: 3, year: year, month: 2))
    days.append(easter(year: year)?.advanced(byDays: -2))
    days.append(MonthDays.lastWeekday(0, year: year, month: 5))
    if year >= 2022 {
      days.append(FederalHolidays.observed(CivilDate(year: year, month: 6, day: 19)))
    }
    days.append(FederalHolidays.observed(CivilDate(year: year, month: 7, day: 4)))
    days.append(MonthDays.weekday(0, number: 1, year: year, month: 9))
    days.append(MonthDays.weekday(3, number: 4, year: year, month: 11))
    days.append(FederalHolidays.observed(CivilDate(year: year, month: 12, day: 25)))
    return days.compactMap { $0 }
  }

  /// Whether trading ends at 13:00: 3 July before a holiday on a weekday but Monday, the day after
  /// Thanksgiving, and Christmas Eve from Monday to Thursday.
  package static func closesEarly(_ date: CivilDate) -> Bool {
    switch (date.month, date.day) {
    case (7, 3), (12, 24): return date.weekday < 4
    case (11, _):
      let thanksgiving = MonthDays.weekday(3, number: 4, year: date.year, month: 11)
      return thanksgiving?.advanced(byDays: 1) == date
    default: return false
    }
  }

  /// Easter Sunday of the Gregorian calendar.
  ///
  /// The anonymous algorithm of Nature, 20 April 1876, in Meeus, "Astronomical Algorithms", ch. 8.
  static func easter(year: Int64) -> CivilDate? {
    let golden = year % 19
    let (century, rest) = (year / 100, year % 100)
    let correction = (century - (century + 8) / 25 + 1) / 3
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30
    let shift = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7
    let late = (golden + 11 * epact + 22 * shift) / 451
    let place = epact + shift - 7 * late + 114
    return CivilDate(year: year, month: place / 31, day: place % 31 + 1)
  }
}
