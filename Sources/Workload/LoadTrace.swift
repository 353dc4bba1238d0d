package import Digests
package import Units

/// Requests per interval over a span of wall-clock time.
package struct LoadTrace: Sendable {
  /// The most requests that a single interval may hold: 10¹¹.
  ///
  /// With `maximumIntervals` it keeps every total inside 64 bits.
  package static let maximumCount = 1e11
  /// The most intervals a trace may span, gaps included: 40 million, more than a year of seconds.
  package static let maximumIntervals: Int64 = 40_000_000
  /// Lengths of an interval that a trace may have, in seconds.
  package static let allowedSteps: ClosedRange<Int64> = 1...3600

  /// What problems call the trace: its path, as the user wrote it.
  package let name: String
  package let start: UTCTime
  /// Length of an interval in seconds, 1 to 3600.
  package let step: Int64
  /// Requests in each interval, not a rate; finite and not negative.
  package let counts: [Double]
  /// Intervals that the source did not have, as index ranges in order, filled by the gap rule.
  package let gaps: [Range<Int>]
  /// The rule that filled `gaps`.
  package let gapRule: GapRule
  /// What a user should know about the reading, one sentence each, apart from the gaps.
  package let notes: [String]
  /// Digest of the source's bytes as read (before decompression).
  package let sha256: SHA256Digest

  package init(
    name: String = "load trace", start: UTCTime, step: Int64, counts: [Double],
    gaps: [Range<Int>], gapRule: GapRule = .zero, notes: [String] = [], sha256: SHA256Digest
  ) {
    self.name = name
    self.start = start
    self.step = step
    self.counts = counts
    self.gaps = gaps
    self.gapRule = gapRule
    self.notes = notes
    self.sha256 = sha256
  }

  package var end: UTCTime { start.advanced(bySeconds: step * Int64(counts.count)) }

  /// The whole range of the trace; `nil` for a trace without intervals, which no reader returns.
  package var period: Period? { Period(start: start, end: end) }

  /// Requests over the whole range, gaps as filled.
  ///
  /// - Complexity: O(intervals).
  package var total: Double { compensatedSum(counts) }

  /// `total` rounded to whole requests.
  package var totalRequests: Int64 { Int64(total.rounded()) }

  package var absentIntervals: Int { gaps.reduce(0) { $0 + $1.count } }

  package var absentHours: Double { Double(Int64(absentIntervals) * step) / 3600 }
}

/// The sum by Neumaier's compensated summation: exact to the last bits for any order of magnitude.
func compensatedSum(_ values: some Sequence<Double>) -> Double {
  var sum = 0.0
  var lost = 0.0
  for value in values {
    let next = sum + value
    lost += abs(sum) >= abs(value) ? (sum - next) + value : (value - next) + sum
    sum = next
  }
  return sum + lost
}
