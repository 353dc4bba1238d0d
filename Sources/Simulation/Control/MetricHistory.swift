internal import Autoscaling

/// The points of a service's metrics, one a minute from the start of the run.
struct MetricHistory {
  private(set) var points: [ServiceMetrics] = []

  mutating func append(_ point: ServiceMetrics) { points.append(point) }

  /// The point of `minute`; `nil` where there is none.
  func value(of metric: ScalingMetric, minute: Int) -> Double? {
    guard points.indices.contains(minute) else { return nil }
    switch metric {
    case .cpu: return points[minute].cpuPercent
    case .requestCountPerTarget: return points[minute].requestsPerTarget
    }
  }

  /// The `count` minutes that end with `newest`, oldest first; `nil` for a missing point.
  func range(of metric: ScalingMetric, newest: Int, count: Int) -> [Double?] {
    (newest - count + 1...newest).map { value(of: metric, minute: $0) }
  }
}
