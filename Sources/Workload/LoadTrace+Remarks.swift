internal import Units

extension LoadTrace {
  /// Lines for standard error: the notes of the reader, then one on gaps when there are any.
  package var remarks: [String] {
    notes.map { "\(name): \($0)" } + (gapSummary.map { [$0] } ?? [])
  }

  /// One line that names count and hours of the absent intervals and what was put in their place;
  /// `nil` where nothing is absent.
  package var gapSummary: String? {
    guard !gaps.isEmpty else { return nil }
    let intervals = absentIntervals == 1 ? "1 interval" : "\(absentIntervals) intervals"
    let places = gaps.count == 1 ? "1 gap" : "\(gaps.count) gaps"
    let millihours = (Int64(absentIntervals) * step * 1000).dividedHalfEven(by: 3600)
    let hours = Decimal12(trillionths: Int128(millihours) * (Decimal12.one / 1000)).text()
    return "\(name): \(intervals) of \(step) s absent in \(places) (\(hours) h), "
      + "\(gapRule.effect) (--gaps \(gapRule.rawValue))"
  }
}
