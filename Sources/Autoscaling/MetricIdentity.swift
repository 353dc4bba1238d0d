/// Which metric it is: one of AWS's own, or the user's by its name.
package struct MetricIdentity: Sendable, Hashable {
  package let metric: ScalingMetric
  /// CloudWatch's `MetricName` of a custom metric; `nil` for AWS's own, and for a custom one without a
  /// name: the only one that a recording has.
  package let name: String?

  package init(_ metric: ScalingMetric, name: String? = nil) {
    self.metric = metric
    self.name = name
  }

  /// How names of policies and alarms, and messages, call it.
  package var text: String { name ?? metric.rawValue }
}
