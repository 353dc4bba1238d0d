internal import Autoscaling
internal import Units

/// What tells one custom metric from another: keys beside `metric: custom`.
enum CustomMetricKeys {
  static let metricName = KeySchema(
    "metric_name", .text, .optional,
    "CloudWatch's name of a custom metric: what its column or result in a recording is called; absent:"
      + " the only one, or `custom`.")
  static let statistic = KeySchema(
    "statistic", .choice(MetricStatistic.allCases.map(\.rawValue)), .optional,
    "How several recorded points of a custom metric become one of the alarm's period; absent:"
      + " `Average`.")

  static func check(_ object: CheckedObject, _ report: inout RuleReport) {
    guard let metric = object.textIfSet("metric"), metric != ScalingMetric.custom.rawValue,
      object.places["customized_metric"] == nil, object.places[MetricMathSection.queryKey] == nil
    else { return }
    for key in [metricName.name, statistic.name] where object.places[key] != nil {
      report.add(
        "\(report.key(key)) belongs to the metric `custom`; with `\(metric)` it is not allowed",
        at: object.place(of: key))
    }
  }

  static func statistic(of object: CheckedObject) -> MetricStatistic? {
    object.textIfSet(statistic.name).flatMap(MetricStatistic.init(rawValue:))
  }
}
