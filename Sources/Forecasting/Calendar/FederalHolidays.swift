package import Units

/// The public holidays of the federal government of the United States, by rule.
///
/// 5 U.S.C. § 6103: eleven holidays; one on a Saturday is observed on the Friday before, one on a
/// Sunday on the Monday after (Executive Order 11582). Juneteenth is one since 2021, Martin Luther
/// King's birthday since 1986; the Monday rules hold since 1971, Veterans Day's since 1978.
package enum FederalHolidays {
  /// Whether a holiday is observed on the day.
  package static func contains(_ date: CivilDate) -> Bool {
    // New Year's Day of the next year may be observed on 31 December.
    days(year: date.year).contains(date) || days(year: date.year + 1).first == date
  }

  /// The days on which the holidays of a year are observed, in order.
  package static func days(year: Int64) -> [CivilDate] {
    var days: [CivilDate?] = [observed(CivilDate(year: year, month: 1, day: 1))]
    if year >= 1986 { days.append(MonthDays.weekday(0, number: 3, year: year, month: 1)) }
    days.append(MonthDays.weekday(0, number: 3, year: year, month: 2))
    days.append(MonthDays.lastWeekday(0, year: year, month: 5))
    if year >= 2021 { days.append(observed(CivilDate(year: year, month: 6, day: 19))) }
    days.append(observed(CivilDate(year: year, month: 7, day: 4)))
    days.append(MonthDays.weekday(0, number: 1, year: year, month: 9))
    days.append(MonthDays.weekday(0, number: 2, year: year, month: 10))
    days.append(observed(CivilDate(year: year, month: 11, day: 11)))
    days.append(MonthDays.weekday(3, number: 4, year: year, month: 11))
    days.append(observed(CivilDate(year: year, month: 12, day: 25)))
    return days.compactMap { $0 }
  }

  /// The weekday that stands for a holiday on a weekend.
  static func observed(_ date: CivilDate?) -> CivilDate? {
    switch date?.weekday {
    case 5: date?.advanced(byDays: -1)
    case 6: date?.advanced(byDays: 1)
    default: date
    }
  }
}

/// Days that a rule names by their weekday in a month.
///
/// Weekdays count from 0 for Monday.
enum MonthDays {
  /// The `number`th such weekday of a month, counted from 1.
  static func weekday(_ weekday: Int64, number: Int64, year: Int64, month: Int64) -> CivilDate? {
    guard let first = CivilDate(year: year, month: month, day: 1) else { return nil }
    let ahead = (weekday - first.weekday + 7) % 7
    return first.advanced(byDays: ahead + 7 * (number - 1))
  }

  /// The last such weekday of a month.
  static func lastWeekday(_ weekday: Int64, year: Int64, month: Int64) -> CivilDate? {
    guard let first = CivilDate(year: year, month: month, day: 1) else { return nil }
    let last = first.firstOfNextMonth.advanced(byDays: -1)
    return last.advanced(byDays: -((last.weekday - weekday + 7) % 7))
  }
}
