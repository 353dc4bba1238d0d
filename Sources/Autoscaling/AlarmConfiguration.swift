package import Units

/// A CloudWatch metric alarm on one metric of the service.
package struct AlarmConfiguration: Sendable, Hashable {
  package enum Comparison: String, Sendable, CaseIterable {
    case greaterThanThreshold = "GreaterThanThreshold"
    case greaterThanOrEqualToThreshold = "GreaterThanOrEqualToThreshold"
    case lessThanThreshold = "LessThanThreshold"
    case lessThanOrEqualToThreshold = "LessThanOrEqualToThreshold"

    /// The alarm asks for more capacity: it fires on high values.
    package var isHigh: Bool {
      self == .greaterThanThreshold || self == .greaterThanOrEqualToThreshold
    }
  }

  /// `AlarmHigh`, `AlarmLow` for target tracking; the user's name otherwise.
  package var name: String
  package var metric: ScalingMetric
  /// CloudWatch's name of a custom metric.
  package var metricName: String?
  /// What the metric `metricMath` is computed by, and so for no other.
  package var math: MetricMath?
  /// Of the samples of tasks in a minute, and of several points in `period`; sums of request counts
  /// and averages of all others where nothing else is said.
  package var statistic: MetricStatistic
  package var comparison: Comparison
  package var threshold: Double
  /// Time that one compared point covers: 10, 20 or 30 s, or whole minutes.
  package var period: SimDuration
  /// Points that are compared, at least one.
  package var evaluationPeriods: Int
  /// Breaching points among them that raise the alarm, at least one.
  package var datapointsToAlarm: Int
  package var treatMissingData: MissingDataTreatment
  /// Time between two evaluations.
  ///
  /// Alarms on whole minutes are evaluated once a minute over a sliding window, on shorter periods
  /// about every 10 s (aws-autoscaling reference section 6); target tracking looks every 20 s at
  /// points of high resolution (section 2.2).
  package var evaluationInterval: SimDuration
  /// The second of each evaluation interval at which it is evaluated; `nil` where the service or
  /// the seed decides.
  package var phase: SimDuration?
  /// How long a point has ended before this alarm sees it; `nil` for the lag of its metric.
  package var lag: SimDuration?
  /// The state that it has at the start, when it existed before; `nil` where the service says.
  package var initialState: AlarmState?

  package init(
    name: String, metric: ScalingMetric, comparison: Comparison, threshold: Double,
    evaluationPeriods: Int, datapointsToAlarm: Int, treatMissingData: MissingDataTreatment,
    period: SimDuration? = nil
  ) {
    self.name = name
    self.metric = metric
    statistic = metric.statistic
    self.comparison = comparison
    self.threshold = threshold
    let period = period ?? metric.period
    self.period = period
    evaluationInterval = period >= .minutes(1) ? .minutes(1) : .seconds(10)
    self.evaluationPeriods = evaluationPeriods
    self.datapointsToAlarm = datapointsToAlarm
    self.treatMissingData = treatMissingData
  }

  package var identity: MetricIdentity {
    MetricIdentity(metric, name: metricName, statistic: statistic)
  }

  /// The metrics whose points it needs.
  package var metrics: [ScalingMetric] { math?.metrics ?? [metric] }
}
