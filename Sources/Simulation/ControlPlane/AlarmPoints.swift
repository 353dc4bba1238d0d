internal import Autoscaling
internal import Units

/// Where alarms and forecasts find the points of a metric: in what the plane has published or, in a
/// replay, in what was recorded.
struct AlarmPoints {
  private let recorded: RecordedMetrics?
  private let publication: MetricPublication

  init(_ settings: MetricSettings, recording: Recording?) {
    recorded = recording.map(RecordedMetrics.init)
    publication = settings.publication
  }

  /// Whether every evaluation and every decision is explained, as a replay does.
  var isExplaining: Bool { recorded != nil }

  func lag(of alarm: AlarmConfiguration) -> SimDuration { publication.lag(of: alarm) }
  func lag(of metric: ScalingMetric) -> SimDuration { publication.lag(of: metric) }

  /// The evaluation range of an alarm, oldest first, and how many of its points begin before what is
  /// known of the metric.
  ///
  /// - Parameter running: the modelled count over time, for a recording that is scaled by it.
  func range(
    of alarm: Alarm, at now: SimTime, in history: borrowing MetricHistory, running: [CountChange]
  ) -> (points: [Double?], unknown: Int) {
    let configured = alarm.configuration
    let horizon = alarm.horizon(at: now, lag: lag(of: configured))
    let count = configured.evaluationRange
    if let recorded, let metric = recorded.metric(configured.identity) {
      return (
        recorded.range(
          metric, period: configured.period, statistic: configured.statistic, horizon: horizon,
          count: count, running: running),
        metric.unknown(by: horizon, period: configured.period, count: count)
      )
    }
    let points =
      if let math = configured.math {
        history.range(of: math, period: configured.period, horizon: horizon, count: count)
      } else {
        history.range(
          of: configured.identity, period: configured.period, horizon: horizon, count: count)
      }
    let known = max(0, (horizon + history.earlierTime).nanoseconds)
    let whole = Int(known / configured.period.nanoseconds)
    return (points, max(0, count - whole))
  }

  /// A minute's point.
  func value(
    of metric: ScalingMetric, minute: Int, in history: borrowing MetricHistory,
    running: [CountChange]
  ) -> Double? {
    guard let recorded else { return history.value(of: .usual(metric), index: minute) }
    guard let points = recorded.metric(MetricIdentity(metric)) else { return nil }
    return recorded.range(
      points, period: .minutes(1), statistic: metric.statistic,
      horizon: SimTime.minute(Int64(minute) + 1), count: 1, running: running)[0]
  }

  /// The newest CPU that a recording has of pods; `nil` where none is replayed.
  func recordedCPU(at now: SimTime, running: [CountChange]) -> Double?? {
    recorded.map { $0.newestCPU(at: now, running: running) }
  }

  /// Start of the newest recorded point that the alarm can see now.
  func newestPointStart(of alarm: Alarm, at now: SimTime) -> SimTime? {
    let configured = alarm.configuration
    guard let metric = recorded?.metric(configured.identity) else { return nil }
    let horizon = alarm.horizon(at: now, lag: lag(of: configured))
    let first = metric.newest(by: horizon) + 1 - metric.width(of: configured.period)
    return metric.interval(first).lowerBound
  }

  /// Whether the alarm has seen the last point of its recording: nobody knows what came after.
  func hasEnded(for alarm: Alarm, at now: SimTime) -> Bool {
    guard let metric = recorded?.metric(alarm.configuration.identity) else { return false }
    let horizon = alarm.horizon(at: now, lag: lag(of: alarm.configuration))
    return metric.newest(by: horizon) >= metric.count - 1
  }
}
