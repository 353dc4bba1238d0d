internal import Autoscaling
internal import Units

/// The points of a service's metrics from the start of the run: one a minute, and one every 20 s
/// where somebody watches those.
struct MetricHistory {
  /// A point of all metrics, NaN for one that has none: three words in place of six.
  struct Point: BitwiseCopyable {
    let cpu: Double
    let memory: Double
    let requestsPerTarget: Double

    @inline(__always)
    init(_ metrics: ServiceMetrics) {
      cpu = metrics.cpuPercent ?? .nan
      memory = metrics.memoryPercent ?? .nan
      requestsPerTarget = metrics.requestsPerTarget ?? .nan
    }
  }

  private(set) var points: [Point] = []
  private(set) var finePoints: [Point] = []

  mutating func reserveCapacity(_ minutes: Int) { points.reserveCapacity(minutes) }
  mutating func append(_ point: ServiceMetrics) { points.append(Point(point)) }
  mutating func appendFine(_ point: ServiceMetrics) { finePoints.append(Point(point)) }

  /// The point of the metric's period number `index`; `nil` where there is none.
  @inline(__always)
  func value(of metric: ScalingMetric, index: Int) -> Double? {
    let value = number(of: metric, index: index)
    return value.isNaN ? nil : value
  }

  /// The same, NaN where there is none.
  @inline(__always)
  func number(of metric: ScalingMetric, index: Int) -> Double {
    switch metric {
    case .cpu: points.indices.contains(index) ? points[index].cpu : .nan
    case .memory: points.indices.contains(index) ? points[index].memory : .nan
    case .requestCountPerTarget:
      points.indices.contains(index) ? points[index].requestsPerTarget : .nan
    case .cpuHighResolution: finePoints.indices.contains(index) ? finePoints[index].cpu : .nan
    case .memoryHighResolution:
      finePoints.indices.contains(index) ? finePoints[index].memory : .nan
    }
  }

  /// Puts the points that an alarm compares at `time` into `window`, oldest first; none where one is
  /// missing.
  func fill(_ window: inout [Double], _ watch: AlarmWatch, at time: Int64) {
    guard let range = watch.points(at: time) else { return window.removeAll() }
    if window.count != range.count { window = Array(repeating: 0, count: range.count) }
    for place in window.indices {
      guard let value = value(of: watch.metric, index: range.lowerBound + place) else {
        return window.removeAll()
      }
      window[place] = value
    }
  }

  /// The `count` points of `period` each that ended by `horizon`, oldest first; `nil` for a missing
  /// one.
  ///
  /// A period of several points slides over them: percentages are averaged, counts added.
  func range(
    of metric: ScalingMetric, period: SimDuration, horizon: SimTime, count: Int
  ) -> [Double?] {
    let unit = metric.period.nanoseconds
    let end = Int(horizon.nanoseconds.floorDivided(by: unit))
    if period.nanoseconds == unit {
      return (end - count..<end).map { value(of: metric, index: $0) }
    }
    let width = Int(max(1, period.nanoseconds / unit))
    return (0..<count).map { place in
      let last = end - (count - 1 - place) * width
      let values = (last - width..<last).compactMap { value(of: metric, index: $0) }
      guard !values.isEmpty else { return nil }
      let sum = values.reduce(0, +)
      return metric.isPercent ? sum / Double(values.count) : sum
    }
  }
}
