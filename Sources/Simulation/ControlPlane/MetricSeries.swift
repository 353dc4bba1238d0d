internal import Autoscaling

/// The points of a service that an alarm looks back on: those of a metric, or a statistic of its CPU
/// over tasks.
enum MetricSeries: BitwiseCopyable, Hashable {
  case usual(ScalingMetric)
  case leastCPU
  case greatestCPU
  /// The samples of CPU in a minute.
  case taskCount

  init(_ identity: MetricIdentity) {
    switch (identity.metric, identity.statistic) {
    case (.cpu, .minimum): self = .leastCPU
    case (.cpu, .maximum): self = .greatestCPU
    case (.cpu, .sampleCount): self = .taskCount
    default: self = .usual(identity.metric)
    }
  }

  /// Whether its points lie beside those that every service has.
  var isKeptApart: Bool {
    switch self {
    case .usual(let metric):
      metric.isOfQueue || metric == .runningTaskCount || metric == .requestCount
    case .leastCPU, .greatestCPU, .taskCount: true
    }
  }

  /// Whether there is a point every 20 s, not one a minute.
  var isHighResolution: Bool {
    if case .usual(let metric) = self { metric.isHighResolution } else { false }
  }
}

/// What only some services have of a metric window, beside its `ServiceMetrics`.
struct OtherMetrics {
  /// Requests of the whole service, within the point.
  let requests: Double
  /// `nil` for a service of requests.
  let queue: QueueMetrics?
  /// `nil` where nobody watches a statistic over tasks, or none ran.
  let taskCPU: TaskCPU?
  /// Tasks in RUNNING at the point's end.
  let running: Int

  /// NaN where there is no point.
  func value(of series: MetricSeries) -> Double {
    let value: Double? =
      switch series {
      case .usual(.runningTaskCount): Double(running)
      case .usual(.requestCount): queue == nil ? requests : nil
      case .usual(let metric): queue?.value(of: metric)
      case .leastCPU: taskCPU?.least
      case .greatestCPU: taskCPU?.greatest
      case .taskCount: taskCPU.map { Double($0.count) }
      }
    return value ?? .nan
  }
}
