internal import Autoscaling
internal import Units

/// The points of a service's metrics from the start of the run: one a minute, and one every 20 s
/// where somebody watches those.
struct MetricHistory {
  private(set) var points: [ServiceMetrics] = []
  private(set) var finePoints: [ServiceMetrics] = []

  mutating func append(_ point: ServiceMetrics) { points.append(point) }
  mutating func appendFine(_ point: ServiceMetrics) { finePoints.append(point) }

  /// The point of the metric's period number `index`; `nil` where there is none.
  func value(of metric: ScalingMetric, index: Int) -> Double? {
    let points = metric.isHighResolution ? finePoints : points
    guard points.indices.contains(index) else { return nil }
    switch metric {
    case .cpu, .cpuHighResolution: return points[index].cpuPercent
    case .memory, .memoryHighResolution: return points[index].memoryPercent
    case .requestCountPerTarget: return points[index].requestsPerTarget
    }
  }

  /// Puts the `count` newest points that ended by `horizon` into `window`, oldest first.
  ///
  /// - Returns: whether all of them exist; otherwise the window is of no use.
  func fill(
    _ window: inout [Double], of metric: ScalingMetric, horizon: SimTime, count: Int
  ) -> Bool {
    let end = Int(horizon.nanoseconds.floorDivided(by: metric.period.nanoseconds))
    guard end >= count else { return false }
    window.removeAll(keepingCapacity: true)
    for index in end - count..<end {
      guard let value = value(of: metric, index: index) else { return false }
      window.append(value)
    }
    return true
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
