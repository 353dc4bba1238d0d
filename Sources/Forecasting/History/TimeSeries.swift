package import Units

/// A history to forecast from: a value for every step of an even grid.
package struct TimeSeries: Sendable {
  /// The fewest steps a history may have.
  package static let minimumCount = 2
  /// The largest value: beyond it squares and sums lose their digits.
  package static let maximumValue = 1e15

  /// What problems call the series: its path, as the user wrote it.
  package let name: String
  /// The instant at which the first step begins; `nil` for a series without a calendar.
  package let start: UTCTime?
  /// Length of a step in seconds.
  package let step: Int64
  /// One value a step, finite and not negative; whatever stands at `missing` is not used.
  package let values: [Double]
  /// Steps that were not observed, as index ranges in order.
  package let missing: [Range<Int>]

  /// Checks and keeps a history.
  ///
  /// - Throws: `InputError.invalid` with every kind of fault found: too few steps, values that are
  ///   not finite, negative or too large (the first of each, and how many), bad ranges.
  package init(
    name: String, start: UTCTime? = nil, step: Int64 = 3600, values: [Double],
    missing: [Range<Int>] = []
  ) throws(InputError) {
    self.name = name
    self.start = start
    self.step = step
    self.values = values
    self.missing = missing
    let messages = Self.faults(step: step, values: values, missing: missing)
    guard messages.isEmpty else {
      throw .invalid(messages.map { Problem(file: name, message: $0) })
    }
  }

  /// The instant that follows the last step.
  package var end: UTCTime? { start?.advanced(bySeconds: step * Int64(values.count)) }

  /// The series without its first and its last step, which a source may hold in part.
  ///
  /// - Throws: `InputError.invalid` when fewer than `minimumCount` steps are left.
  package func withoutEnds() throws(InputError) -> TimeSeries {
    let kept = 1..<max(1, values.count - 1)
    return try TimeSeries(
      name: name, start: start?.advanced(bySeconds: step), step: step, values: Array(values[kept]),
      missing: missing.map { $0.clamped(to: kept) }.filter { !$0.isEmpty }
        .map { $0.lowerBound - 1..<$0.upperBound - 1 })
  }

  private static func faults(step: Int64, values: [Double], missing: [Range<Int>]) -> [String] {
    var faults: [String] = []
    if step <= 0 { faults.append("the step is \(step) s; 1 s or more is allowed") }
    if values.count < minimumCount {
      faults.append("the history has \(values.count) steps; \(minimumCount) or more are allowed")
    }
    let kinds: [(name: String, isFault: (Double) -> Bool)] = [
      ("not a finite number", { !$0.isFinite }),
      ("negative", { $0.isFinite && $0 < 0 }),
      ("over \(maximumValue)", { $0.isFinite && $0 > maximumValue }),
    ]
    for kind in kinds {
      let found = values.indices.filter { kind.isFault(values[$0]) }
      guard let first = found.first else { continue }
      faults.append(
        "step \(first + 1) is \(kind.name) (\(values[first]); \(found.count) such in all); "
          + "numbers from 0 to \(maximumValue) are allowed")
    }
    var last = 0
    for range in missing {
      if range.lowerBound < last || range.upperBound > values.count || range.isEmpty {
        faults.append("the missing steps \(range) overlap others or lie outside the history")
      }
      last = range.upperBound
    }
    return faults
  }
}
