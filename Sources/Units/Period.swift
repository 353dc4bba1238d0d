/// A half-open span of wall-clock time `[start, end)`.
package struct Period: Sendable, Hashable {
  package let start: UTCTime
  package let end: UTCTime

  /// The span, or `nil` when it is empty or runs backwards.
  package init?(start: UTCTime, end: UTCTime) {
    guard start < end else { return nil }
    self.start = start
    self.end = end
  }

  /// The whole calendar month that starts on `firstDay`.
  package init(monthOf date: CivilDate) {
    start = UTCTime(date: date.firstOfMonth)
    end = UTCTime(date: date.firstOfNextMonth)
  }

  package var seconds: Int64 { end.seconds(since: start) }
  package var hours: Double { Double(seconds) / 3600 }
  package var duration: SimDuration { .seconds(seconds) }

  /// Reads `2026-12` (a month), `2026-12-05` (a day) or `START/END` (ISO 8601, end excluded).
  package init?(text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2 {
      guard let start = UTCTime(iso8601: parts[0]), let end = UTCTime(iso8601: parts[1])
      else { return nil }
      self.init(start: start, end: end)
      return
    }
    guard parts.count == 1 else { return nil }
    if text.utf8.count == 7, let first = UTCTime(iso8601: "\(text)-01") {
      self.init(monthOf: first.date)
    } else if text.utf8.count == 10, let first = UTCTime(iso8601: text) {
      self.init(start: first, end: first.advanced(bySeconds: 86_400))
    } else {
      return nil
    }
  }
}

extension Period: CustomStringConvertible {
  package var description: String { "\(start)/\(end)" }
}
