package import Units

/// `cron(minutes hours day-of-month month day-of-week year)` of Application Auto Scaling.
///
/// Six fields with `*`, lists, ranges and, except in day-of-week, steps; exactly one of day-of-month
/// and day-of-week is `?`. `L` (last), `nW` and `LW` (the weekday nearest to a day) in day-of-month;
/// `n#k` alone (the k-th of a weekday), `nL` and `L` in day-of-week, where 1 is Sunday. Names of
/// months and weekdays in any case. A seventh field in front, seconds, is checked and ignored, since
/// one minute is the finest resolution. Sources: Application Auto Scaling user guide, "Schedule
/// recurring scaling actions using cron expressions", and the EventBridge user guide, "Cron
/// expressions reference", to which it refers (aws-autoscaling reference section 4.1).
package struct CronExpression: Sendable, Hashable {
  let minutes: [Int64]
  let hours: [Int64]
  let months: Set<Int64>
  let years: Set<Int64>
  let monthDays: [DayOfMonth]
  let weekdays: [DayOfWeek]

  static let yearRange: ClosedRange<Int64> = 1970...2199

  enum DayOfMonth: Hashable {
    case day(Int64)
    case last(before: Int64)
    case nearestWeekday(Int64)
    case lastWeekday
  }

  /// Weekdays count from 1 for Sunday.
  enum DayOfWeek: Hashable {
    case every(Int64)
    case nth(Int64, Int64)
    case last(Int64)
  }

  /// Whether the day is one on which it fires; an empty list of either kind stands for `?` or `*`.
  package func matches(_ date: CivilDate) -> Bool {
    guard years.contains(date.year), months.contains(date.month) else { return false }
    let length = CivilDate.daysInMonth(year: date.year, month: date.month)
    let weekday = (date.weekday + 1) % 7 + 1
    let isDay =
      monthDays.isEmpty
      || monthDays.contains { Self.day($0, in: date, length: length) == date.day }
    let isWeekday =
      weekdays.isEmpty
      || weekdays.contains { rule in
        switch rule {
        case .every(let day): day == weekday
        case .nth(let day, let count): day == weekday && (date.day - 1) / 7 + 1 == count
        case .last(let day): day == weekday && date.day + 7 > length
        }
      }
    return isDay && isWeekday
  }

  private static func day(_ rule: DayOfMonth, in month: CivilDate, length: Int64) -> Int64 {
    switch rule {
    case .day(let day): return day
    case .last(let before): return length - before
    case .lastWeekday: return nearest(to: length, in: month, length: length)
    case .nearestWeekday(let day):
      return day > length ? 0 : nearest(to: day, in: month, length: length)
    }
  }

  /// The weekday nearest to `day` without leaving the month.
  private static func nearest(to day: Int64, in month: CivilDate, length: Int64) -> Int64 {
    switch month.firstOfMonth.advanced(byDays: day - 1).weekday {
    case 5: day > 1 ? day - 1 : day + 2
    case 6: day < length ? day + 1 : day - 2
    default: day
    }
  }

  /// Whether there is any day at all on which it fires.
  package var everFires: Bool {
    guard let first = years.min(), let last = years.max(),
      var date = CivilDate(year: first, month: 1, day: 1)
    else { return false }
    while date.year <= last {
      if !years.contains(date.year) || !months.contains(date.month) {
        date = date.firstOfNextMonth
        continue
      }
      if matches(date) { return true }
      date = date.advanced(byDays: 1)
    }
    return false
  }
}
