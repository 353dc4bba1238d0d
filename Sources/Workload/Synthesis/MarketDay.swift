internal import Units

/// The shape of a fund platform's load over a week, relative to quiet market hours.
///
/// Built from smooth steps and rational bumps, which need only arithmetic that IEEE 754 fixes to
/// the last bit: a seed gives the same bytes on every machine.
struct MarketDay {
  /// Height of the NAV peak over market hours.
  let navPeak: Double

  private static let night = 0.25
  private static let weekend = 0.2

  /// The relative rate at a New York wall-clock reading.
  func rate(at local: UTCTime) -> Double {
    let date = local.date
    let hour = Double(local.secondOfDay) / 3600
    let waking = Self.rise(hour, from: 4, to: 9) - Self.rise(hour, from: 17, to: 22)
    guard date.weekday < 5 else { return Self.weekend + 0.08 * waking }
    let market = Self.rise(hour, from: 6.5, to: 10) - Self.rise(hour, from: 16.25, to: 19)
    let opening = 0.08 * Self.bump(hour, at: 9.75, width: 0.5)
    return Self.night + 0.2 * waking + (0.55 + opening) * market
      + (navPeak - 1) * nav(hour) * monthEnd(date)
  }

  /// Orders arrive before the close at 16:00, and prices are struck in the hour after it.
  private func nav(_ hour: Double) -> Double {
    let before = Self.rise(hour, from: 14.75, to: 16)
    let after = 1 - Self.rise(hour, from: 16.25, to: 17.75)
    return before * after
  }

  /// The last two weekdays of a month close its books.
  private func monthEnd(_ date: CivilDate) -> Double {
    var weekdaysLeft = 0
    var day = date.advanced(byDays: 1)
    while day.month == date.month, weekdaysLeft < 2 {
      if day.weekday < 5 { weekdaysLeft += 1 }
      day = day.advanced(byDays: 1)
    }
    return [1.6, 1.25, 1][weekdaysLeft]
  }

  /// 0 before `start`, 1 after `end`, smooth between.
  private static func rise(_ x: Double, from start: Double, to end: Double) -> Double {
    let t = min(max((x - start) / (end - start), 0), 1)
    return t * t * (3 - 2 * t)
  }

  private static func bump(_ x: Double, at centre: Double, width: Double) -> Double {
    let t = (x - centre) / width
    return 1 / (1 + t * t)
  }
}
