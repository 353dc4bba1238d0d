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

  /// Time that one point covers.
  package var period: SimDuration { isHighResolution ? .seconds(20) : .seconds(60) }

  package var isHighResolution: Bool {
    self == .cpuHighResolution || self == .memoryHighResolution
  }

  /// A share of what the tasks have, at most 100.
  package var isPercent: Bool { self != .requestCountPerTarget }

  /// How long a point has ended before alarms see it (aws-autoscaling reference sections 2.3 and
  /// 11): two whole minutes for ECS, one for the load balancer, about six seconds for 20 s points.
  package var defaultLag: SimDuration {
    switch self {
    case .cpu, .memory: .minutes(2)
    case .requestCountPerTarget: .minutes(1)
    case .cpuHighResolution, .memoryHighResolution: .seconds(6)
    }
  }
}
