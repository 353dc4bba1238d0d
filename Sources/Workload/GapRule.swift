/// What stands in for intervals that a trace does not have.
package enum GapRule: String, Sendable, CaseIterable {
  /// No requests.
  case zero
  /// A straight line between the neighbours.
  case interpolate
  /// The last count before the gap.
  case hold
  /// The trace is refused.
  case error
}
