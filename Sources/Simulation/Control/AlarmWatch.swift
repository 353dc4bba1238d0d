internal import Autoscaling
internal import Units

/// What an evaluation of an alarm needs when no point is missing: numbers only, so that a month of
/// minutes counts no references.
struct AlarmWatch {
  let metric: ScalingMetric
  /// Whether a compared point is a point of the metric, rather than several put together.
  let isDirect: Bool
  let evaluationPeriods: Int
  let datapointsToAlarm: Int
  /// A point breaches from `lower` on, or up to `upper`; one of them is infinite.
  let lower: Double
  let upper: Double
  /// Nanoseconds: of one point, and from one evaluation to the next.
  let unit: Int64
  let interval: Int64
  /// Points are seen that ended so many nanoseconds before an evaluation.
  let delay: Int64

  init(_ alarm: AlarmMonitor, metrics: MetricPublication) {
    let configured = alarm.configuration
    metric = configured.metric
    isDirect = configured.period == configured.metric.period
    evaluationPeriods = configured.evaluationPeriods
    datapointsToAlarm = configured.datapointsToAlarm
    let threshold = configured.threshold
    switch configured.comparison {
    case .greaterThanThreshold: (lower, upper) = (threshold.nextUp, -.infinity)
    case .greaterThanOrEqualToThreshold: (lower, upper) = (threshold, -.infinity)
    case .lessThanThreshold: (lower, upper) = (.infinity, threshold.nextDown)
    case .lessThanOrEqualToThreshold: (lower, upper) = (.infinity, threshold)
    }
    unit = configured.metric.period.nanoseconds
    interval = configured.evaluationInterval.nanoseconds
    let horizon = alarm.horizon(at: .start, lag: metrics.lag(of: configured.metric))
    delay = -horizon.nanoseconds
  }

  /// The points that an evaluation at `time` compares; `nil` where the metric is not as old.
  @inline(__always)
  func points(at time: Int64) -> Range<Int>? {
    let horizon = time - delay
    guard isDirect, horizon >= 0 else { return nil }
    let end = Int(horizon / unit)
    return end >= evaluationPeriods ? end - evaluationPeriods..<end : nil
  }
}
