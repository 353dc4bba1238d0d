internal import Autoscaling
internal import Units

/// The points of a service's metrics from the start of the run, and perhaps of the time before: one a
/// minute, and one every 20 s where somebody watches those.
///
/// CPU is always kept, since it is published; the others where somebody asks for them. NaN stands for
/// no point.
struct MetricHistory {
  private(set) var cpu = RowLog<Double>()
  private(set) var memory = RowLog<Double>()
  private var requestsPerTarget = RowLog<Double>()
  private(set) var fineCPU = RowLog<Double>()
  private(set) var fineMemory = RowLog<Double>()
  /// Requests of the whole service.
  private(set) var fineRequests = RowLog<Double>()
  /// Metrics of queues, statistics over tasks, and others that only some services have.
  private var others: [(series: MetricSeries, points: RowLog<Double>)] = []
  private let keepsMemory: Bool
  private let keepsRequests: Bool
  private let earlier: EarlierPoints?

  /// - Parameters:
  ///   - keepsMemory: whether memory is kept where nobody asks for it, for a timeline.
  ///   - earlier: points from before the start.
  init(
    of metrics: some Sequence<MetricSeries>, keepsMemory: Bool = false,
    after earlier: EarlierPoints? = nil
  ) {
    self.earlier = earlier
    self.keepsMemory = keepsMemory || metrics.contains(.usual(.memory))
    keepsRequests = metrics.contains(.usual(.requestCountPerTarget))
    for series in Set(metrics).filter(\.isKeptApart) {
      others.append((series: series, points: RowLog()))
    }
  }

  mutating func append(_ point: ServiceMetrics) {
    cpu.append(point.cpuPercent ?? .nan)
    if keepsMemory { memory.append(Self.published(point.memoryPercent)) }
    if keepsRequests { requestsPerTarget.append(point.requestsPerTarget ?? .nan) }
  }

  /// Whether somebody asks for metrics that only some services have.
  var keepsOthers: Bool { !others.isEmpty }

  /// Adds the points of those.
  mutating func append(_ metrics: OtherMetrics) {
    for index in others.indices {
      others[index].points.append(metrics.value(of: others[index].series))
    }
  }

  /// A task has no more memory than all of its own.
  private static func published(_ percent: Double?) -> Double {
    percent.map { min(100, $0) } ?? .nan
  }

  mutating func appendFine(_ point: ServiceMetrics) {
    fineCPU.append(point.cpuPercent ?? .nan)
    fineMemory.append(Self.published(point.memoryPercent))
    fineRequests.append(point.requests)
  }

  /// How long before the start points are known.
  var earlierTime: SimDuration { earlier?.time ?? .zero }

  /// The newest of the finer points, and the requests of the whole service with it.
  var newestFineCPU: Double? { fineCPU.last ?? earlier?.newest.newestFineCPU }
  var newestFineMemory: Double? { fineMemory.last ?? earlier?.newest.newestFineMemory }
  var newestFineRequests: Double? { fineRequests.last ?? earlier?.newest.newestFineRequests }

  /// The point of the series' period number `index`, negative before the start; `nil` where there is
  /// none.
  @inline(__always)
  func value(of series: MetricSeries, index: Int) -> Double? {
    let value = number(of: series, index: index)
    return value.isNaN ? nil : value
  }

  /// The same, NaN where there is none.
  @inline(__always)
  func number(of series: MetricSeries, index: Int) -> Double {
    guard index >= 0 else { return earlier?.number(of: series, index: index) ?? .nan }
    return switch series {
    case .usual(.cpu): cpu.number(at: index)
    case .usual(.memory): memory.number(at: index)
    case .usual(.requestCountPerTarget): requestsPerTarget.number(at: index)
    case .usual(.cpuHighResolution): fineCPU.number(at: index)
    case .usual(.memoryHighResolution): fineMemory.number(at: index)
    default: others.first { $0.series == series }?.points.number(at: index) ?? .nan
    }
  }

  /// Puts the points that an alarm compares at `time` into `window`, oldest first; none where one is
  /// missing.
  func fill(_ window: inout [Double], _ watch: AlarmCursor, at time: Int64) {
    guard let range = watch.points(at: time) else { return window.removeAll() }
    if window.count != range.count { window = Array(repeating: 0, count: range.count) }
    for place in window.indices {
      guard let value = value(of: watch.series, index: range.lowerBound + place) else {
        return window.removeAll()
      }
      window[place] = value
    }
  }

  /// The `count` points of `period` each that ended by `horizon`, oldest first; `nil` for a missing
  /// one.
  ///
  /// A period of several points slides over them; the metric's statistic makes one of them.
  func range(
    of metric: MetricIdentity, period: SimDuration, horizon: SimTime, count: Int
  ) -> [Double?] {
    let series = MetricSeries(metric)
    let statistic = metric.statistic ?? metric.metric.statistic
    let unit = metric.metric.period.nanoseconds
    let end = Int(horizon.nanoseconds.floorDivided(by: unit))
    if period.nanoseconds == unit {
      return (end - count..<end).map { value(of: series, index: $0) }
    }
    let width = Int(max(1, period.nanoseconds / unit))
    return (0..<count).map { place in
      let last = end - (count - 1 - place) * width
      let values = (last - width..<last).compactMap { value(of: series, index: $0) }
      return values.isEmpty ? nil : statistic.value(of: values)
    }
  }

  /// The same of what metric math makes of the points of its metrics, each of `period`.
  func range(
    of math: MetricMath, period: SimDuration, horizon: SimTime, count: Int
  ) -> [Double?] {
    let metrics = math.metrics
    let points = metrics.map {
      range(of: MetricIdentity($0), period: period, horizon: horizon, count: count)
    }
    return (0..<count).map { place in
      math.value { metric in metrics.firstIndex(of: metric).flatMap { points[$0][place] } }
    }
  }
}

/// The points of the time before a run.
final class EarlierPoints: Sendable {
  /// As they were published; its last periods end with the run's start.
  let newest: MetricHistory
  let time: SimDuration
  /// Points in that time, at a minute and at the finer resolution.
  private let minutes: Int
  private let fineWindows: Int

  /// - Parameters:
  ///   - history: from `.start` on.
  ///   - end: when the run begins, in the time of `history`.
  ///   - fineWidth: nanoseconds of the finer points.
  init(_ history: MetricHistory, until end: SimTime, fineWidth: Int64) {
    newest = history
    time = end - .start
    minutes = Int(end.minuteIndex)
    fineWindows = Int(end.nanoseconds / fineWidth)
  }

  /// - Parameter index: −1 for the last period before the run.
  func number(of series: MetricSeries, index: Int) -> Double {
    let place = index + (series.isHighResolution ? fineWindows : minutes)
    return place >= 0 ? newest.number(of: series, index: place) : .nan
  }
}

extension RowLog<Double> {
  /// The number in that place, NaN outside.
  @inline(__always)
  fileprivate func number(at index: Int) -> Double {
    indices.contains(index) ? self[index] : .nan
  }
}
