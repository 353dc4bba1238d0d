/// A wall-clock instant: whole seconds since 1970-01-01T00:00:00Z, without leap seconds.
///
/// Wall-clock questions live at the edges (traces, billing months, reports); the simulation itself
/// counts `SimTime`.
package struct UTCTime: Sendable, Hashable, Comparable {
  package var secondsSinceEpoch: Int64

  package init(secondsSinceEpoch: Int64) { self.secondsSinceEpoch = secondsSinceEpoch }

  package init(date: CivilDate, secondOfDay: Int64 = 0) {
    secondsSinceEpoch = date.daysSinceEpoch * 86_400 + secondOfDay
  }

  package var date: CivilDate {
    CivilDate(daysSinceEpoch: secondsSinceEpoch.floorDivided(by: 86_400))
  }

  package var secondOfDay: Int64 {
    secondsSinceEpoch - secondsSinceEpoch.floorDivided(by: 86_400) * 86_400
  }

  package static func < (a: UTCTime, b: UTCTime) -> Bool {
    a.secondsSinceEpoch < b.secondsSinceEpoch
  }

  package func advanced(bySeconds seconds: Int64) -> UTCTime {
    UTCTime(secondsSinceEpoch: secondsSinceEpoch + seconds)
  }

  package func seconds(since other: UTCTime) -> Int64 {
    secondsSinceEpoch - other.secondsSinceEpoch
  }
}

extension UTCTime: CustomStringConvertible {
  /// ISO 8601 in UTC: `2026-12-01T00:00:00Z`.
  package var description: String {
    let second = secondOfDay
    return "\(date)T\(twoDigits(second / 3600)):\(twoDigits(second / 60 % 60)):"
      + "\(twoDigits(second % 60))Z"
  }
}

func twoDigits(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
