package import Units

/// New York's wall clock, by the rule of the United States since 2007: daylight saving time from
/// the second Sunday of March to the first Sunday of November, both at 02:00 local time.
///
/// The rule is our own so that a trace does not depend on a machine's time zone data.
package enum NewYorkClock {
  /// Seconds that New York is behind UTC at `time`: 4 h in summer, 5 h in winter.
  package static func secondsBehindUTC(at time: UTCTime) -> Int64 {
    let year = time.date.year
    guard let march = CivilDate(year: year, month: 3, day: 1),
      let november = CivilDate(year: year, month: 11, day: 1)
    else { return 18_000 }
    let begin = UTCTime(date: firstSunday(from: march).advanced(byDays: 7), secondOfDay: 25_200)
    let end = UTCTime(date: firstSunday(from: november), secondOfDay: 21_600)
    return begin <= time && time < end ? 14_400 : 18_000
  }

  private static func firstSunday(from date: CivilDate) -> CivilDate {
    date.advanced(byDays: 6 - date.weekday)
  }

  /// The wall-clock reading, as an instant of a calendar without zones.
  package static func local(_ time: UTCTime) -> UTCTime {
    time.advanced(bySeconds: -secondsBehindUTC(at: time))
  }
}
