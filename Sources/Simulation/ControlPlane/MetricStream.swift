internal import Autoscaling
internal import Units

/// The points of a service's metrics as they come, and the rows of its timeline.
struct MetricStream {
  private static let minute: Int64 = 60_000_000_000
  private(set) var history: MetricHistory
  /// The newest point of a whole minute, where somebody asks for it.
  private(set) var newest = ServiceMetrics.none
  private(set) var counts = RowLog<MinuteCounts>()
  /// Minutes that are over.
  private(set) var closedMinutes: Int64 = 0
  private var closedWindows: Int64 = 0
  private var closedFineWindows: Int64 = 0
  private let windowOffset: Int64
  /// Nanoseconds of the finer points.
  let fineWidth: Int64
  private let end: Int64
  /// Off for runs of which only the usage is wanted: nothing is kept for a timeline.
  private let keepsTimeline: Bool
  private let keepsNewest: Bool
  /// Called whenever a minute is over.
  private let minutePassed: (@Sendable () -> Void)?

  /// - Parameters:
  ///   - end: of the run.
  ///   - keepsNewest: whether somebody asks for the newest point.
  ///   - earlier: points from before the start.
  init(
    _ settings: MetricSettings, end: SimTime, keepsTimeline: Bool, keepsNewest: Bool,
    after earlier: EarlierPoints?,
    minutePassed: (@Sendable () -> Void)?
  ) {
    history = MetricHistory(
      of: settings.watched, keepsMemory: keepsTimeline && settings.hasMemory, after: earlier)
    windowOffset = settings.publication.samplingOffset.nanoseconds
    fineWidth = settings.fineResolution.nanoseconds
    self.end = end.nanoseconds
    self.keepsTimeline = keepsTimeline
    self.keepsNewest = keepsNewest || history.keepsOthers
    self.minutePassed = minutePassed
  }

  /// When the open metric window ends, in nanoseconds since the start.
  ///
  /// Minute m covers [60m + offset, 60m + 60 + offset); one that the run's end cuts has no point.
  var windowEnd: Int64 {
    let close = (closedWindows + 1) * Self.minute + windowOffset
    return close > 0 ? close : 0
  }

  /// When the open window of finer points ends.
  ///
  /// Points of 20 s are taken on the clock, since no shift of theirs has been observed.
  var fineWindowEnd: Int64 { fineWidth * (closedFineWindows + 1) }

  /// When the open minute ends: the last of a period may be a partial one; `nil` after it.
  var minuteEnd: Int64? {
    let start = closedMinutes * Self.minute
    return start < end ? min(start + Self.minute, end) : nil
  }

  /// Whether the open window is that of the open minute.
  @inline(__always)
  var isInStep: Bool { closedWindows == closedMinutes }

  /// When the window ends that belongs to the open minute.
  @inline(__always)
  var windowEndOfMinute: Int64 { (closedMinutes + 1) * Self.minute + windowOffset }

  /// Whether windows end within the minute that they are of.
  var endsWithinMinute: Bool { windowOffset <= 0 && windowOffset > -Self.minute }

  @inline(__always)
  mutating func append(_ point: ServiceMetrics) {
    history.append(point)
    if keepsNewest { newest = point }
    closedWindows += 1
  }

  /// Whether a service has metrics that only some have; the same throughout a run.
  var keepsOthers: Bool { history.keepsOthers }

  /// Adds the points of those to the window that has just been appended.
  mutating func appendOthers(queue: QueueMetrics?, taskCPU: TaskCPU?, running: Int) {
    history.append(
      OtherMetrics(
        requests: newest.requests, queue: queue, taskCPU: taskCPU, running: running))
  }

  mutating func appendFine(_ point: ServiceMetrics) {
    history.appendFine(point)
    closedFineWindows += 1
  }

  /// Ends the open minute.
  @inline(__always)
  mutating func closeMinute(_ counts: @autoclosure () -> MinuteCounts) {
    if keepsTimeline { self.counts.append(counts()) }
    closedMinutes += 1
    minutePassed?()
  }
}

/// Which metrics of a service are looked at, and how they are published.
struct MetricSettings {
  let publication: MetricPublication
  /// What an alarm or a forecast looks back on.
  let watched: [MetricSeries]
  /// Whether points more often than once a minute are taken, and how often.
  let watchesHighResolution: Bool
  let fineResolution: SimDuration
  /// Whether the scenario says what memory tasks use.
  let hasMemory: Bool

  init(_ configuration: ServiceConfiguration) {
    publication = configuration.metrics
    watched =
      configuration.watchedMetrics.map { .usual($0) }
      + configuration.watchedTaskStatistics.map { MetricSeries($0) }
    watchesHighResolution = configuration.watchesHighResolution
    // A pod autoscaler's metrics server has a resolution of its own.
    hasMemory = configuration.memoryUse != MemoryUse()
    fineResolution = configuration.kubernetesHPA?.metricResolution ?? .seconds(20)
  }
}
