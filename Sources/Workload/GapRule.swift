/// What stands in for intervals that a trace's source does not have.
package enum GapRule: String, Sendable, Hashable, CaseIterable {
  /// No requests: the source logs only intervals that had some.
  case zero
  /// A straight line between the intervals before and after the gap.
  case interpolate
  /// The count of the last interval before the gap.
  case hold
  /// A gap is a problem of the input.
  case error

  /// What the rule did to the absent intervals, for a line on standard error.
  var effect: String {
    switch self {
    case .zero: "counted as zero"
    case .interpolate: "interpolated"
    case .hold: "held at the count before"
    case .error: "refused"
    }
  }
}
