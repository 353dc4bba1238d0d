internal import Units

/// What sets a day apart from others of its weekday.
///
/// A day is of one kind, the first of this order that holds.
enum DayKind: Int, CaseIterable, Sendable {
  case holiday
  case marketClosed
  case earlyClose
  case lastWeekday
  case secondLastWeekday
  case firstWeekday

  /// In a sentence: "holidays have 0.4 times the load of other days".
  var plural: String {
    switch self {
    case .holiday: "holidays"
    case .marketClosed: "days without trading"
    case .earlyClose: "days of early market close"
    case .lastWeekday: "last working days of a month"
    case .secondLastWeekday: "last working days but one of a month"
    case .firstWeekday: "first working days of a month"
    }
  }

  /// Days that have to be seen before an effect is believed.
  ///
  /// Month ends come often and are many kinds: two that are alike may be so by chance.
  var fewestDays: Int {
    switch self {
    case .holiday, .marketClosed, .earlyClose: 2
    case .lastWeekday, .secondLastWeekday, .firstWeekday: 3
    }
  }

  /// The kind of a day, with the holidays that a user takes for such; `nil` for an ordinary one.
  init?(_ date: CivilDate, holidays: Set<HolidayList>) {
    if let kind = Self.holidayKind(date, holidays) {
      self = kind
      return
    }
    guard Self.isWorkingDay(date, holidays) else { return nil }
    func workingDays(_ step: Int64) -> Int {
      var count = 0
      var day = date.advanced(byDays: step)
      while day.month == date.month {
        if Self.isWorkingDay(day, holidays) { count += 1 }
        day = day.advanced(byDays: step)
      }
      return count
    }
    // Only the ends of a month are near enough to ask.
    if date.day > 20 {
      switch workingDays(1) {
      case 0: self = .lastWeekday
      case 1: self = .secondLastWeekday
      default: return nil
      }
    } else if date.day < 8, workingDays(-1) == 0 {
      self = .firstWeekday
    } else {
      return nil
    }
  }

  private static func holidayKind(_ date: CivilDate, _ holidays: Set<HolidayList>) -> DayKind? {
    if holidays.contains(.us) && FederalHolidays.contains(date) { return .holiday }
    guard holidays.contains(.nyse) else { return nil }
    if MarketHolidays.isClosed(date) { return .marketClosed }
    return MarketHolidays.closesEarly(date) ? .earlyClose : nil
  }

  private static func isWorkingDay(_ date: CivilDate, _ holidays: Set<HolidayList>) -> Bool {
    guard date.weekday < 5 else { return false }
    let kind = holidayKind(date, holidays)
    return kind == nil || kind == .earlyClose
  }
}
