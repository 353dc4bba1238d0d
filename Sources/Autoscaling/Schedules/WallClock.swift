internal import Foundation
package import Units

/// The clock of an IANA time zone, with its daylight saving time.
package struct WallClock: Sendable {
  private let zone: TimeZone

  /// The clock of `identifier`, such as `Europe/Berlin`; `nil` for a zone that does not exist.
  package init?(identifier: String) {
    guard let zone = TimeZone(identifier: identifier) else { return nil }
    self.zone = zone
  }

  private func offset(at time: Int64) -> Int64 {
    Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time))))
  }

  /// The reading at `time`, as an instant of a calendar without zones.
  package func local(_ time: UTCTime) -> UTCTime {
    time.advanced(bySeconds: offset(at: time.secondsSinceEpoch))
  }

  /// The instant at which the clock reads `local`.
  ///
  /// A reading that comes twice is its first time; one that is skipped when clocks go forward is as
  /// long after the change as it would have been without it.
  package func instant(ofLocal local: UTCTime) -> UTCTime {
    let reading = local.secondsSinceEpoch
    let before = offset(at: reading - 86_400)
    let after = offset(at: reading + 86_400)
    let candidates = [reading - max(before, after), reading - min(before, after)]
    for candidate in candidates where candidate + offset(at: candidate) == reading {
      return UTCTime(secondsSinceEpoch: candidate)
    }
    return UTCTime(secondsSinceEpoch: reading - before)
  }
}
