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
  @inline(__always)
  func value(of metric: ScalingMetric, index: Int) -> Double? {
    guard index >= 0 else { return nil }
    switch metric {
    case .cpu: return index < points.count ? points[index].cpuPercent : nil
    case .memory: return index < points.count ? points[index].memoryPercent : nil
    case .requestCountPerTarget:
      return index < points.count ? points[index].requestsPerTarget : nil
    case .cpuHighResolution: return index < finePoints.count ? finePoints[index].cpuPercent : nil
    case .memoryHighResolution:
      return index < finePoints.count ? finePoints[index].memoryPercent : nil
    }
  }

  /// How many of the points that an alarm compares at `time` breach; `nil` where one is missing.
  @inline(__always)
  func breaching(_ watch: AlarmWatch, at time: Int64) -> Int? {
    guard let range = watch.points(at: time) else { return nil }
    var breaching = 0
    for index in range {
      guard let value = value(of: watch.metric, index: index) else { return nil }
      if value >= watch.lower || value <= watch.upper { breaching += 1 }
    }
    return breaching
  }

  /// Puts the same points into `window`, oldest first.
  func fill(_ window: inout [Double], _ watch: AlarmWatch, at time: Int64) {
    window.removeAll(keepingCapacity: true)
    guard let range = watch.points(at: time) else { return }
    for index in range {
      if let value = value(of: watch.metric, index: index) { window.append(value) }
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
