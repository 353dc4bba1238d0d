/// How step scaling sums up the points of its alarm; raw values are AWS's own.
package enum MetricAggregation: String, Sendable, CaseIterable {
  case average = "Average"
  case minimum = "Minimum"
  case maximum = "Maximum"

  /// The value of a window that is not empty; `nil` for one that is.
  package func value(of window: [Double]) -> Double? {
    guard !window.isEmpty else { return nil }
    switch self {
    case .average: return window.reduce(0, +) / Double(window.count)
    case .minimum: return window.min()
    case .maximum: return window.max()
    }
  }
}
