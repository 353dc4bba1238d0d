/// The service metric that an alarm watches.
package enum ScalingMetric: String, Sendable, CaseIterable {
  /// `ECSServiceAverageCPUUtilization`, percent.
  case cpu
  /// `ALBRequestCountPerTarget`, requests per target and minute.
  case requestCountPerTarget = "alb_request_count_per_target"
}
