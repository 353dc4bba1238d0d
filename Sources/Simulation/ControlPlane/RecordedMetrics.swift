internal import Autoscaling
internal import Units

/// The metric points of a recording, as alarms see them in a replay.
struct RecordedMetrics {
  private let metrics: [RecordedMetric]
  /// Counts under which they were recorded; `nil` to take the points as they are.
  private let counts: [CountChange]?

  init(_ recording: Recording) {
    metrics = recording.metrics
    counts = recording.recordedCounts
  }

  func metric(_ identity: MetricIdentity) -> RecordedMetric? {
    metrics.first { $0.identity == identity }
  }

  /// The newest `count` points of an alarm's period that ended by `horizon`, oldest first; `nil` for a
  /// missing one.
  ///
  /// A period of several recorded points slides over them, as in `MetricHistory.range`.
  ///
  /// - Parameter running: the modelled count over time.
  func range(
    _ recorded: RecordedMetric, period: SimDuration, statistic: MetricStatistic, horizon: SimTime,
    count: Int, running: [CountChange]
  ) -> [Double?] {
    let newest = recorded.newest(by: horizon)
    let width = recorded.width(of: period)
    if width == 1 {
      return (newest - count + 1...newest).map { point($0, of: recorded, running: running) }
    }
    return (0..<count).map { place in
      let last = newest - (count - 1 - place) * width
      let values = (last - width + 1...last).compactMap {
        point($0, of: recorded, running: running)
      }
      return values.isEmpty ? nil : statistic.value(of: values)
    }
  }

  private func point(
    _ index: Int, of recorded: RecordedMetric, running: [CountChange]
  ) -> Double? {
    guard recorded.values.indices.contains(index), let value = recorded.values[index] else {
      return nil
    }
    let interval = recorded.interval(index)
    // As many samples as the modelled tasks make, one each minute.
    if recorded.identity.statistic == .sampleCount, counts != nil {
      return running.mean(over: interval).map { $0 * recorded.step.inSeconds / 60 }
    }
    let scaled = scaled(value, over: interval, running: running)
    // A share has its limit at 100 unless the recording itself exceeds it, as on EC2 instances.
    return recorded.identity.isPercent ? scaled.map { min(max(100, value), $0) } : scaled
  }

  /// The newest point of the CPU in percent of what pods request, which may exceed 100.
  func newestCPU(at time: SimTime, running: [CountChange]) -> Double? {
    guard let recorded = metric(MetricIdentity(.cpu)) else { return nil }
    let newest = recorded.newest(by: time)
    guard recorded.values.indices.contains(newest), let value = recorded.values[newest] else {
      return nil
    }
    return scaled(value, over: recorded.interval(newest), running: running)
  }

  /// The value had the modelled count served the recorded load: proportional to recorded over
  /// modelled count.
  private func scaled(
    _ value: Double, over interval: Range<SimTime>, running: [CountChange]
  ) -> Double? {
    guard let recorded = counts?.mean(over: interval) else { return value }
    guard let modelled = running.mean(over: interval), modelled > 0 else { return nil }
    return value * recorded / modelled
  }
}
