internal import Autoscaling
internal import Units

/// `services.NAME.target_tracking`.
enum TargetTrackingSection {
  static let schema = ObjectSchema(
    [
      KeySchema(
        "metric", .choice(ScalingMetric.watchable.map(\.rawValue)), .defaults("cpu"),
        "`cpu`, `memory`: mean of the service in percent; `alb_request_count_per_target`: requests"
          + " a minute and target; `…_high_resolution`: the same with a point every 20 s; of a service"
          + " with a `queue`, `queue_depth`: messages that can be received, `messages_in_flight`:"
          + " those that have been, `oldest_message_age`: seconds, without a point while there is no"
          + " message, `messages_sent`: a minute, `backlog_per_task`: `queue_depth` over running"
          + " tasks, over one where none runs; `custom`: a metric of your own, which only a recording"
          + " has (`tosscost replay`)."),
      KeySchema(
        "customized_metric", .object(MetricMathSection.customizedMetric), .optional,
        "Metric math in place of `metric`, as in `customized_metric_specification`."),
      CustomMetricKeys.metricName, CustomMetricKeys.statistic,
      KeySchema(
        "target", .decimal(DecimalRange(0, 1_000_000_000_000, excludingLower: true)), .required,
        "The value to hold; for CPU and memory a percentage, at most 100."),
      KeySchema(
        "scale_out_cooldown", cooldown, .defaults("300s"),
        "Counted from the success of a scale-out."),
      KeySchema(
        "scale_in_cooldown", cooldown, .defaults("300s"), "Counted from the success of a scale-in."
      ),
      KeySchema(
        "disable_scale_in", .boolean, .defaults("false"), "Never remove tasks by this policy."),
      KeySchema(
        "scale_in_step", .word("unlimited", or: .integer(1...5000)), .defaults("1"),
        "Most tasks that one scale-in removes; 1 is what has been observed of AWS."),
      KeySchema(
        "metric_value", .choice(MetricValue.allCases.map(\.rawValue)), .defaults("mean"),
        "Which of the alarm's points the formula uses; AWS does not document it."),
      KeySchema(
        "scale_out_cooldown_blocks_scale_in", .boolean, .defaults("true"),
        "Whether scale-in waits for the cooldown of a scale-out; AWS documents it for EC2 only."),
      KeySchema(
        "high_periods", .integer(1...60), .defaults("3"),
        "Points above the target that raise the high alarm; 3 is AWS's own."),
      KeySchema(
        "low_periods", .integer(1...120), .optional,
        "Points below `low_factor` of the target that raise the low alarm; absent: AWS's own 15"
          + " minutes, which are 45 points of 20 s."),
      KeySchema(
        "low_factor", .decimal(DecimalRange(0, 1, excludingLower: true)), .defaults("0.9"),
        "The low alarm's threshold as a share of the target; 0.9 is what ECS uses."),
      KeySchema(
        "alarm_phases", .object(AlarmPhasesSection.schema), .optional,
        "Seconds into each minute at which this policy's alarms are evaluated; absent: the"
          + " service's."),
      KeySchema(
        "metric_lag", .integer(0...15), .optional,
        "Whole minutes that this policy looks back on minute metrics; absent: the service's."),
      KeySchema(
        "alarm_states", .object(AlarmPhasesSection.states), .optional,
        "States that this policy's alarms have at the start; absent: the service's."),
    ],
    rules: [
      checkTarget, checkLag, CustomMetricKeys.check, CustomMetricKeys.checkTracked,
      MetricMathSection.checkAlone("customized_metric"),
    ])

  static let cooldown = ValueSchema.duration(.zero...(.hours(24)))

  static func checkTarget(_ object: CheckedObject, _ report: inout RuleReport) {
    guard object.places["customized_metric"] == nil, let name = object.textIfSet("metric"),
      ScalingMetric(rawValue: name)?.isPercent == true, let target = object.decimalIfSet("target"),
      !DecimalRange(0, 100).contains(target)
    else { return }
    report.add(
      "\(report.key("target")) must be a number above 0, at most 100, for the metric"
        + " `\(name)`, not `\(target)`",
      at: object.place(of: "target"))
  }

  /// Points of 20 s are seen seconds after their end.
  static func checkLag(_ object: CheckedObject, _ report: inout RuleReport) {
    guard object.integerIfSet("metric_lag") != nil, let name = object.textIfSet("metric"),
      ScalingMetric(rawValue: name)?.isHighResolution == true
    else { return }
    report.add(
      "\(report.key("metric_lag")) counts whole minutes; with the metric `\(name)` it is not allowed",
      at: object.place(of: "metric_lag"))
  }

  static func policy(_ object: CheckedObject) -> TargetTracking {
    var policy: TargetTracking
    if let (math, _) = MetricMathSection.math(of: object) {
      policy = TargetTracking(math: math, target: object.double("target"))
    } else {
      policy = TargetTracking(
        metric: object.choice("metric", as: ScalingMetric.self), target: object.double("target"))
      policy.metricName = object.textIfSet(CustomMetricKeys.metricName.name)
      policy.statistic = CustomMetricKeys.statistic(of: object)
    }
    policy.scaleOutCooldown = object.duration("scale_out_cooldown")
    policy.scaleInCooldown = object.duration("scale_in_cooldown")
    policy.disableScaleIn = object.boolean("disable_scale_in")
    policy.scaleInStep = object.integerIfSet("scale_in_step").map { .tasks(Int($0)) } ?? .unlimited
    policy.metricValue = object.choice("metric_value", as: MetricValue.self)
    policy.scaleOutCooldownBlocksScaleIn = object.boolean("scale_out_cooldown_blocks_scale_in")
    policy.highPeriods = Int(object.integer("high_periods"))
    if let periods = object.integerIfSet("low_periods") { policy.lowPeriods = Int(periods) }
    policy.lowFactor = object.double("low_factor")
    policy.alarmPhases = AlarmPhasesSection.phases(object) ?? AlarmPhases()
    policy.metricLag = object.integerIfSet("metric_lag").map { Int($0) }
    policy.alarmStates = AlarmPhasesSection.states(object) ?? AlarmStates()
    return policy
  }
}
