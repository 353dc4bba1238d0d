internal import Autoscaling
internal import Units

/// What tells one custom metric, or one statistic of a metric, from another.
enum CustomMetricKeys {
  static let metricName = KeySchema(
    "metric_name", .text, .optional,
    "CloudWatch's name of a custom metric: what its column or result in a recording is called; absent:"
      + " the only one, or `custom`.")
  static let statistic = KeySchema(
    "statistic", .choice(MetricStatistic.allCases.map(\.rawValue)), .optional,
    "Of `cpu` and `memory`: the statistic over the samples of a minute, one of each running task, and"
      + " over the minutes of a period: `Average`, `Minimum`, `Maximum` or `SampleCount`; of `memory`"
      + " only a recording has others than `Average`. Of a custom metric: how several recorded points"
      + " become one of the alarm's period. Absent: `Average`.")

  static func check(_ object: CheckedObject, _ report: inout RuleReport) {
    guard let metric = object.textIfSet("metric").flatMap(ScalingMetric.init(rawValue:)),
      metric != .custom,
      object.places["customized_metric"] == nil, object.places[MetricMathSection.queryKey] == nil
    else { return }
    if let place = object.places[metricName.name] {
      report.add(
        "\(report.key(metricName.name)) belongs to the metric `custom`; with `\(metric.rawValue)` it"
          + " is not allowed", at: place)
    }
    guard let place = object.places[statistic.name] else { return }
    guard metric.hasTasks else {
      report.add(
        "\(report.key(statistic.name)) belongs to the metrics `cpu`, `memory` and `custom`; with"
          + " `\(metric.rawValue)` it is not allowed", at: place)
      return
    }
    guard let stated = Self.statistic(of: object), !MetricStatistic.overTasks.contains(stated)
    else { return }
    let allowed = MetricStatistic.overTasks.map(\.rawValue).joined(separator: ", ")
    report.add(
      "\(report.key(statistic.name)) must be one of \(allowed) with the metric `\(metric.rawValue)`,"
        + " not \(stated.rawValue)", at: place)
  }

  /// A target is held by a metric that falls as tasks are added.
  static func checkTracked(_ object: CheckedObject, _ report: inout RuleReport) {
    guard statistic(of: object) == .sampleCount,
      object.textIfSet("metric") != ScalingMetric.custom.rawValue
    else { return }
    report.add(
      "\(report.key(statistic.name)) must not be SampleCount, which does not fall as tasks are added",
      at: object.place(of: statistic.name))
  }

  static func statistic(of object: CheckedObject) -> MetricStatistic? {
    object.textIfSet(statistic.name).flatMap(MetricStatistic.init(rawValue:))
  }
}
