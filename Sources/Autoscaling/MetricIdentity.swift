/// Which metric it is: one of AWS's own, or the user's by its name.
package struct MetricIdentity: Sendable, Hashable {
  package let metric: ScalingMetric
  /// CloudWatch's `MetricName` of a custom metric; `nil` for AWS's own, and for a custom one without a
  /// name: the only one that a recording has.
  package let name: String?
  /// The statistic over tasks whose points these are; `nil` for the metric's usual points.
  package let statistic: MetricStatistic?

  package init(
    _ metric: ScalingMetric, name: String? = nil, statistic: MetricStatistic? = nil
  ) {
    self.metric = metric
    self.name = name
    self.statistic = metric.hasTasks && statistic != metric.statistic ? statistic : nil
  }

  /// How names of policies and alarms, and messages, call it.
  package var text: String {
    let metric = name ?? metric.rawValue
    return statistic.map { "\(metric) \($0.rawValue)" } ?? metric
  }

  /// A share of what the tasks have, at most 100.
  package var isPercent: Bool { metric.isPercent && statistic != .sampleCount }
}
