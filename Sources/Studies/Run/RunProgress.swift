internal import Simulation
internal import Synchronization
internal import Units

/// Counts simulated minutes of all services and tells how far a run is.
final class RunProgress: Sendable {
  private let total: Int64
  private let done = Atomic<Int64>(0)
  private let report: @Sendable (Double) -> Void

  init(minutes: Int64, report: @escaping @Sendable (Double) -> Void) {
    total = max(1, minutes)
    self.report = report
  }

  func addMinute() {
    let count = done.wrappingAdd(1, ordering: .relaxed).newValue
    // A thousand reports are enough for any bar.
    if count == total || count % max(1, total / 1000) == 0 {
      report(Double(count) / Double(total))
    }
  }
}

/// A data plane that reports each minute it closes, and is otherwise the one it wraps.
struct ProgressPlane<Plane: DataPlane>: DataPlane {
  var plane: Plane
  let progress: RunProgress?

  mutating func advance(to time: SimTime) { plane.advance(to: time) }
  mutating func taskStarted(_ task: TaskID) { plane.taskStarted(task) }
  mutating func taskHealthy(_ task: TaskID) { plane.taskHealthy(task) }
  mutating func taskUnhealthy(_ task: TaskID) { plane.taskUnhealthy(task) }
  var longestCheckSeconds: Double { mutating get { plane.longestCheckSeconds } }
  mutating func checkDelay(of task: TaskID) -> SimDuration { plane.checkDelay(of: task) }
  static var isExact: Bool { Plane.isExact }
  mutating func taskDraining(_ task: TaskID) { plane.taskDraining(task) }
  mutating func taskStopped(_ task: TaskID) { plane.taskStopped(task) }
  mutating func taskFailed(_ task: TaskID) { plane.taskFailed(task) }
  mutating func watchRequests(_ isWatching: Bool) { plane.watchRequests(isWatching) }
  func idleTime(of task: TaskID) -> SimTime { plane.idleTime(of: task) }
  mutating func closeMetricWindow() -> ServiceMetrics { plane.closeMetricWindow() }
  mutating func closeHighResolutionWindow() -> ServiceMetrics { plane.closeHighResolutionWindow() }

  mutating func closeMinute() {
    plane.closeMinute()
    progress?.addMinute()
  }

  mutating func passMinute(windowEnd: Int64, until time: SimTime) -> ServiceMetrics {
    defer { progress?.addMinute() }
    return plane.passMinute(windowEnd: windowEnd, until: time)
  }

  mutating func finish() { plane.finish() }

  var books: RequestBooks? { plane.books }
  var minutes: RowLog<MinuteLoad> { plane.minutes }
  var runLatency: LatencySummary? { plane.runLatency }
  var retries: Int64 { plane.retries }
  var loadTests: [LoadTestOutcome] { plane.loadTests }
}
