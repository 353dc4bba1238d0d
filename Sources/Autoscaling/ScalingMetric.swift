package import Units

/// The service metric that an alarm watches.
package enum ScalingMetric: String, BitwiseCopyable, Sendable, CaseIterable {
  /// `ECSServiceAverageCPUUtilization`, percent.
  case cpu
  /// `ECSServiceAverageMemoryUtilization`, percent.
  case memory
  /// `ALBRequestCountPerTarget`, requests per target and minute.
  case requestCountPerTarget = "alb_request_count_per_target"
  /// `ECSServiceAverageCPUUtilizationHighResolution`, percent, a point every 20 s.
  case cpuHighResolution = "cpu_high_resolution"
  /// `ECSServiceAverageMemoryUtilizationHighResolution`, percent, a point every 20 s.
  case memoryHighResolution = "memory_high_resolution"
  /// A metric of the user's own, of which nothing is known but a recording, at any resolution; which
  /// of them, a `MetricIdentity` says.
  case custom

  /// Time that one point covers, unless an alarm on a custom metric says otherwise.
  package var period: SimDuration { isHighResolution ? .seconds(20) : .seconds(60) }

  /// Whether points of `step` can make one of `period`: they are of that period themselves, or as
  /// fine as the metric is published and a whole number of them fills it.
  package func fills(_ period: SimDuration, with step: SimDuration) -> Bool {
    let isWhole = period.nanoseconds % step.nanoseconds == 0
    return isWhole && (step == period || step == self.period || self == .custom)
  }

  package var isHighResolution: Bool {
    self == .cpuHighResolution || self == .memoryHighResolution
  }

  /// A share of what the tasks have, at most 100.
  package var isPercent: Bool { self != .requestCountPerTarget && self != .custom }

  /// Whether values may be below zero.
  package var isSigned: Bool { self == .custom }

  /// How several points become one, where an alarm says nothing else.
  package var statistic: MetricStatistic { self == .requestCountPerTarget ? .sum : .average }

  /// How long a point has ended before alarms see it (aws-autoscaling reference sections 2.3 and
  /// 11): two whole minutes for ECS, one for the load balancer, none for what one publishes oneself,
  /// about six seconds for 20 s points.
  package var defaultLag: SimDuration {
    switch self {
    case .cpu, .memory: .minutes(2)
    case .requestCountPerTarget: .minutes(1)
    case .custom: .zero
    case .cpuHighResolution, .memoryHighResolution: .seconds(6)
    }
  }
}
