internal import Autoscaling
internal import Simulation
internal import Units

/// An alarm or a predictive policy, and the points that it looks at.
struct MetricWatcher {
  let name: String
  let metric: MetricIdentity
  let statistic: MetricStatistic
  let period: SimDuration

  /// Those of a service: its alarms, then its predictive policies.
  static func all(of service: ServiceConfiguration) -> [MetricWatcher] {
    service.policies.flatMap(\.alarms).map {
      MetricWatcher(
        name: "alarm \($0.name)", metric: $0.identity, statistic: $0.statistic, period: $0.period)
    }
      + service.policies.compactMap { $0 as? PredictiveScaling }.map {
        MetricWatcher(
          name: "policy \($0.name)", metric: MetricIdentity($0.metric),
          statistic: $0.metric.statistic,
          period: $0.metric.period)
      }
  }
}
