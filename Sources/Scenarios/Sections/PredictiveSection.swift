internal import Autoscaling
internal import Units

/// `services.NAME.predictive`.
enum PredictiveSection {
  static let schema = ObjectSchema(
    [
      KeySchema(
        "metric",
        .choice([ScalingMetric.cpu, .memory, .requestCountPerTarget].map(\.rawValue)),
        .defaults("cpu"),
        "The metric pair: `cpu` (AWS's ECSServiceCPUUtilization), `memory`"
          + " (ECSServiceMemoryUtilization), `alb_request_count_per_target` (ALBRequestCount). The"
          + " load that is forecast is the metric's total over all tasks."),
      KeySchema(
        "target", .decimal(DecimalRange(0, 1_000_000, excludingLower: true)), .required,
        "The value of the metric that the forecast capacity is to hold; for CPU and memory a"
          + " percentage, at most 100."),
      KeySchema(
        "mode", .choice(PredictiveScaling.Mode.allCases.map(\.rawValue)),
        .defaults("ForecastOnly"),
        "`ForecastOnly` (AWS's default) logs what it would do; `ForecastAndScale` scales out, never"
          + " in, so it needs another policy beside it."),
      KeySchema(
        "scheduling_buffer_time", .duration(.zero...(.hours(1))), .defaults("300s"),
        "How long before each hour its capacity is asked for."),
      KeySchema(
        "max_capacity_breach_behavior",
        .choice(PredictiveScaling.MaxCapacityBreachBehavior.allCases.map(\.rawValue)),
        .defaults("HonorMaxCapacity"),
        "Whether a forecast above `max` stops there or raises it; a raised maximum stays."),
      KeySchema(
        "max_capacity_buffer", .integer(0...100), .optional,
        "Percent of the forecast capacity by which the maximum may exceed it; required with"
          + " IncreaseMaxCapacity and allowed with nothing else."),
    ], rules: [TargetTrackingSection.checkTarget, checkBuffer])

  private static func checkBuffer(_ object: CheckedObject, _ report: inout RuleReport) {
    guard let behavior = object.textIfSet("max_capacity_breach_behavior") else { return }
    let isGiven = object.values["max_capacity_buffer"] != nil
    let isRefused = !isGiven && object.places["max_capacity_buffer"] != nil
    if behavior == "IncreaseMaxCapacity", !isGiven, !isRefused {
      report.add(
        "\(report.key("max_capacity_buffer")) is required with IncreaseMaxCapacity: a percentage, 0"
          + " for none", at: object.place(of: "max_capacity_breach_behavior"))
    }
    if behavior == "HonorMaxCapacity", isGiven {
      report.add(
        "\(report.key("max_capacity_buffer")) is allowed only with `max_capacity_breach_behavior:"
          + " IncreaseMaxCapacity`", at: object.place(of: "max_capacity_buffer"))
    }
  }

  /// At most one policy of a service acts, and activities tell policies apart by their metric.
  static func check(_ service: CheckedObject, _ report: inout RuleReport) {
    var metrics: Set<String> = []
    var active = 0
    for policy in service.objects(PredictiveScaling.key) {
      if let metric = policy.textIfSet("metric"), !metrics.insert(metric).inserted {
        report.add(
          "\(report.key("predictive")): two policies forecast `\(metric)`; one metric, one policy",
          at: policy.place(of: "metric"))
      }
      guard policy.textIfSet("mode") == PredictiveScaling.Mode.forecastAndScale.rawValue else {
        continue
      }
      active += 1
      if active == 2 {
        report.add(
          "\(report.key("predictive")): only one policy may have the mode ForecastAndScale",
          at: policy.place(of: "mode"))
      }
    }
  }

  static func policy(_ object: CheckedObject) -> PredictiveScaling {
    var policy = PredictiveScaling(
      metric: object.choice("metric", as: ScalingMetric.self), target: object.double("target"))
    policy.mode = object.choice("mode", as: PredictiveScaling.Mode.self)
    policy.schedulingBufferTime = object.duration("scheduling_buffer_time")
    policy.maxCapacityBreachBehavior = object.choice(
      "max_capacity_breach_behavior", as: PredictiveScaling.MaxCapacityBreachBehavior.self)
    policy.maxCapacityBuffer = object.integerIfSet("max_capacity_buffer").map { Int($0) } ?? 0
    return policy
  }
}
