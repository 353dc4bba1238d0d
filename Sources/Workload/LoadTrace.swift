package import Digests
package import Units

/// Requests per interval over a span of wall-clock time.
package struct LoadTrace: Sendable {
  package let start: UTCTime
  /// Length of an interval in seconds, 1 to 3600.
  package let step: Int64
  /// Requests in each interval, not a rate; finite and not negative.
  package let counts: [Double]
  /// Intervals that the source did not have, as index ranges in order, filled by the gap rule.
  package let gaps: [Range<Int>]
  /// Digest of the source's bytes as read (before decompression).
  package let sha256: SHA256Digest

  package init(
    start: UTCTime, step: Int64, counts: [Double], gaps: [Range<Int>], sha256: SHA256Digest
  ) {
    self.start = start
    self.step = step
    self.counts = counts
    self.gaps = gaps
    self.sha256 = sha256
  }

  package var end: UTCTime { start.advanced(bySeconds: step * Int64(counts.count)) }
}
