/// How the samples of a metric within an alarm's period become one: CloudWatch's `Statistic`.
///
/// The CPU and the memory of a service have a sample of each running task in a minute, and a point for
/// each statistic of them. Of other metrics a point's samples are not known, so their statistics are
/// ones of points.
package enum MetricStatistic: String, Sendable, CaseIterable {
  case average = "Average"
  case sum = "Sum"
  case minimum = "Minimum"
  case maximum = "Maximum"
  /// How many samples there are: of a service's CPU in a minute, its running tasks.
  case sampleCount = "SampleCount"

  /// Of a service's CPU and memory, over its tasks.
  package static let overTasks: [MetricStatistic] = [.average, .minimum, .maximum, .sampleCount]

  /// - Parameter values: one or more.
  package func value(of values: [Double]) -> Double {
    switch self {
    case .average: values.reduce(0, +) / Double(values.count)
    case .sum, .sampleCount: values.reduce(0, +)
    case .minimum: values.min() ?? .nan
    case .maximum: values.max() ?? .nan
    }
  }
}
