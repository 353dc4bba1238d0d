/// How the points of a metric within an alarm's period become one: CloudWatch's `Statistic`.
///
/// What a point has been made of before is not known, so an average is one of points.
package enum MetricStatistic: String, Sendable, CaseIterable {
  case average = "Average"
  case sum = "Sum"
  case minimum = "Minimum"
  case maximum = "Maximum"

  /// - Parameter values: one or more.
  package func value(of values: [Double]) -> Double {
    switch self {
    case .average: values.reduce(0, +) / Double(values.count)
    case .sum: values.reduce(0, +)
    case .minimum: values.min() ?? .nan
    case .maximum: values.max() ?? .nan
    }
  }
}
