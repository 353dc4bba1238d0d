/// Which value of an alarm's window target tracking computes with.
///
/// AWS does not say; the mean fits the recorded cases best (aws-autoscaling reference section 2.7).
package enum MetricValue: String, Sendable, CaseIterable {
  case mean, newest, max

  /// The value for a window that is not empty; `nil` for one that is.
  package func value(of window: [Double]) -> Double? {
    guard !window.isEmpty else { return nil }
    switch self {
    case .mean: return window.reduce(0, +) / Double(window.count)
    case .newest: return window.last
    case .max: return window.max()
    }
  }
}
