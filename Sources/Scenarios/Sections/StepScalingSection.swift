internal import Autoscaling
internal import Units

/// `services.NAME.step_scaling`: a policy and the alarm that invokes it.
enum StepScalingSection {
  static let schema = ObjectSchema(
    [
      KeySchema("name", .name, .optional, "Name in the scaling log; absent: from its place."),
      KeySchema(
        "adjustment_type",
        .choice(AdjustmentType.allCases.map(\.rawValue)),
        .defaults("ChangeInCapacity"), "What `scaling_adjustment` counts."),
      KeySchema(
        "metric_aggregation_type", .choice(MetricAggregation.allCases.map(\.rawValue)),
        .defaults("Average"),
        "How the alarm's points become one value."),
      KeySchema(
        "min_adjustment_magnitude", .integer(1...5000), .optional,
        "Fewest tasks that a percentage changes."),
      KeySchema(
        "cooldown", TargetTrackingSection.cooldown, .defaults("300s"),
        "Counted from the activity's success."),
      KeySchema("alarm", .object(alarm), .required, "The CloudWatch alarm."),
      KeySchema(
        "step_adjustment", .list(of: .object(step)), .required,
        "Steps over the distance from the threshold, without gaps or overlaps."),
    ], rules: [checkSteps, checkExact])

  private static let alarm = ObjectSchema(
    [
      KeySchema(
        "metric", .choice(ScalingMetric.watchable.map(\.rawValue)), .defaults("cpu"),
        "The metric that it watches, as of `target_tracking`; `custom` is one of your own, which only a"
          + " recording has."),
      KeySchema(
        MetricMathSection.queryKey, .list(of: .object(MetricMathSection.query)), .optional,
        "Metric math in place of `metric`, as in an alarm's `metric_query`."),
      CustomMetricKeys.metricName, CustomMetricKeys.statistic,
      KeySchema(
        "comparison_operator",
        .choice([
          "GreaterThanThreshold", "GreaterThanOrEqualToThreshold", "LessThanThreshold",
          "LessThanOrEqualToThreshold",
        ]), .required, "When a point breaches."),
      KeySchema(
        "threshold", .decimal(DecimalRange(-1_000_000_000_000, 1_000_000_000_000)), .required,
        "The threshold."),
      KeySchema(
        "period", .duration(.seconds(10)...(.hours(24))), .optional,
        "Time that one point covers: whole minutes; 20s too for a metric of high resolution, and 10s,"
          + " 20s or 30s for a custom one; absent: the metric's own."),
      KeySchema(
        "evaluation_periods", .integer(1...8640), .defaults("1"),
        "Points that are looked at: of one day together, or of seven where the period is an hour or"
          + " more."),
      KeySchema(
        "datapoints_to_alarm", .integer(1...8640), .optional,
        "Breaching points among them; absent: all."),
      KeySchema(
        "treat_missing_data", .choice(MissingDataTreatment.allCases.map(\.rawValue)),
        .defaults("missing"),
        "What a missing point counts as. An alarm in ALARM without any point invokes its policy all"
          + " the same, of which AWS documents nothing: the metric is taken as just past the threshold"
          + " (assumed), a scale-in is carried out, and a scale-out is not (`NoDataPoints`)."),
      KeySchema(
        "phase", .duration(.zero...(.milliseconds(59_999))), .optional,
        "Seconds into each minute at which this alarm is evaluated; absent: `alarm_phases`."),
      KeySchema(
        "metric_lag", .integer(0...15), .optional,
        "Whole minutes that this alarm looks back on minute metrics; absent: the service's."),
      KeySchema(
        "state", AlarmPhasesSection.state, .optional,
        "Its state at the start, where it existed before; absent: `alarm_states`."),
    ],
    rules: [
      TargetTrackingSection.checkLag, CustomMetricKeys.check,
      MetricMathSection.checkAlone(MetricMathSection.queryKey), checkQueries,
      { object, report in
        guard let period = object.durationIfSet("period"),
          let metric = object.textIfSet("metric").flatMap(ScalingMetric.init(rawValue:)),
          period.nanoseconds % 60_000_000_000 != 0,
          !shortPeriods(of: metric).contains(period)
        else { return }
        let short = shortPeriods(of: metric).map { "\($0), " }.joined()
        let allowed = "\(short)\(short.isEmpty ? "" : "or ")a whole number of minutes"
        report.add(
          "\(report.key("period")) must be \(allowed) for the metric `\(metric.rawValue)`, not"
            + " \(period)",
          at: object.place(of: "period"))
      },
      checkReach,
      { object, report in
        guard let points = object.integerIfSet("datapoints_to_alarm"),
          let periods = object.integerIfSet("evaluation_periods"), points > periods
        else { return }
        report.add(
          "\(report.key("datapoints_to_alarm")) must not be above evaluation_periods: \(points) >"
            + " \(periods)",
          at: object.place(of: "datapoints_to_alarm"))
      },
    ])

  private static func checkQueries(_ alarm: CheckedObject, _ report: inout RuleReport) {
    guard alarm.values[MetricMathSection.queryKey] != nil else { return }
    _ = MetricMathSection.math(MetricMathSection.queryKey, of: alarm, &report)
  }

  /// CloudWatch, `PutMetricAlarm`: evaluation periods times their length are a day at most, seven days
  /// where a period is an hour or longer.
  private static func checkReach(_ object: CheckedObject, _ report: inout RuleReport) {
    guard let periods = object.integerIfSet("evaluation_periods"), periods > 1,
      let metric = ScalingMetric(rawValue: object.textIfSet("metric") ?? ScalingMetric.cpu.rawValue)
    else { return }
    let period = object.durationIfSet("period") ?? metric.period
    let most: SimDuration = period < .hours(1) ? .hours(24) : .hours(7 * 24)
    let allowed = most.nanoseconds / period.nanoseconds
    guard periods > allowed else { return }
    report.add(
      "\(report.key("evaluation_periods")) must be at most \(allowed) with a period of \(period):"
        + " CloudWatch looks back \(most)",
      at: object.place(of: "evaluation_periods"))
  }

  /// Periods under a minute that CloudWatch has, as far as the metric's points can fill them.
  private static func shortPeriods(of metric: ScalingMetric) -> [SimDuration] {
    switch metric {
    case .custom: [.seconds(10), .seconds(20), .seconds(30)]
    case .cpuHighResolution, .memoryHighResolution: [.seconds(20)]
    default: []
    }
  }

  private static let bound = ValueSchema.decimal(
    DecimalRange(-1_000_000_000_000, 1_000_000_000_000))
  private static let step = ObjectSchema([
    KeySchema(
      "metric_interval_lower_bound", bound, .optional,
      "Distance from the threshold at which the step begins; absent: no bound."),
    KeySchema(
      "metric_interval_upper_bound", bound, .optional,
      "Distance from the threshold at which the step ends; absent: no bound."),
    KeySchema(
      "scaling_adjustment", .integer(-5000...5000), .required,
      "Tasks, or percent, to add or remove; the exact count for ExactCapacity."),
  ])

  private static func checkSteps(_ object: CheckedObject, _ report: inout RuleReport) {
    let items = object.objects("step_adjustment")
    let steps = items.compactMap(adjustment)
    guard object.values["step_adjustment"] != nil, steps.count == items.count else { return }
    for problem in StepAdjustment.problems(in: steps) {
      report.add(
        "\(report.key("step_adjustment")): \(problem)", at: object.place(of: "step_adjustment"))
    }
  }

  /// `PutScalingPolicy` takes no exact capacity below zero.
  private static func checkExact(_ object: CheckedObject, _ report: inout RuleReport) {
    guard object.textIfSet("adjustment_type") == AdjustmentType.exactCapacity.rawValue else {
      return
    }
    for step in object.objects("step_adjustment") {
      guard let count = step.integerIfSet("scaling_adjustment"), count < 0 else { continue }
      report.add(
        "\(report.key("step_adjustment")): scaling_adjustment is \(count); for ExactCapacity, 0 and"
          + " more are allowed", at: step.place(of: "scaling_adjustment"))
    }
  }

  private static func adjustment(_ object: CheckedObject) -> StepAdjustment? {
    object.integerIfSet("scaling_adjustment").map {
      StepAdjustment(
        lowerBound: object.decimalIfSet("metric_interval_lower_bound")?.approximation,
        upperBound: object.decimalIfSet("metric_interval_upper_bound")?.approximation,
        adjustment: Int($0))
    }
  }

  static func policy(_ object: CheckedObject, index: Int) -> StepScaling {
    let alarm = object.object("alarm")
    let periods = alarm.integer("evaluation_periods")
    let math = MetricMathSection.math(of: alarm)?.0
    var configuration = AlarmConfiguration(
      name: object.textIfSet("name") ?? "step-\(index + 1)",
      metric: math == nil ? alarm.choice("metric", as: ScalingMetric.self) : .metricMath,
      comparison: alarm.choice("comparison_operator", as: AlarmConfiguration.Comparison.self),
      threshold: alarm.double("threshold"), evaluationPeriods: Int(periods),
      datapointsToAlarm: Int(alarm.integerIfSet("datapoints_to_alarm") ?? periods),
      treatMissingData: alarm.choice("treat_missing_data", as: MissingDataTreatment.self),
      period: alarm.durationIfSet("period"))
    configuration.math = math
    configuration.metricName =
      math?.label ?? alarm.textIfSet(CustomMetricKeys.metricName.name)
    if let statistic = CustomMetricKeys.statistic(of: alarm) { configuration.statistic = statistic }
    configuration.phase = alarm.durationIfSet("phase")
    configuration.lag = alarm.integerIfSet("metric_lag").map { .minutes($0) }
    configuration.initialState = AlarmPhasesSection.state("state", of: alarm)
    var policy = StepScaling(
      alarm: configuration,
      adjustmentType: object.choice("adjustment_type", as: AdjustmentType.self),
      steps: object.objects("step_adjustment").compactMap(adjustment))
    policy.minAdjustmentMagnitude = object.integerIfSet("min_adjustment_magnitude").map { Int($0) }
    policy.aggregation = object.choice("metric_aggregation_type", as: MetricAggregation.self)
    policy.cooldown = object.duration("cooldown")
    return policy
  }
}
