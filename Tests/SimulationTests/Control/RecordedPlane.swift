import Simulation
import Units

/// A plane without requests: metric points from a table, a fixed time to drain, and a journal of
/// what the control plane told it.
final class RecordedPlane: DataPlane {
  enum Step: Hashable { case started, healthy, draining, stopped }
  struct Entry: Hashable {
    let time: SimTime
    let step: Step
    let task: Int
  }

  private let metric: (_ minute: Int, _ running: Int) -> Double?
  private let drain: SimDuration
  private var now = SimTime.start
  private var windows = 0
  private var fineWindows = 0
  private var running = 0
  private(set) var journal: [Entry] = []
  private(set) var minutes = RowLog<MinuteLoad>()
  private var drainEnds: [TaskID: SimTime] = [:]

  /// - Parameters:
  ///   - drain: how long the requests in flight of a deregistered task still take.
  ///   - metric: both metrics of a minute, given the tasks that run at its end.
  init(
    drain: SimDuration = .zero, metric: @escaping (_ minute: Int, _ running: Int) -> Double?
  ) {
    self.metric = metric
    self.drain = drain
  }

  /// Points from a table, `nil` past its end.
  convenience init(_ points: [Double?]) {
    self.init { minute, _ in points.indices.contains(minute) ? points[minute] : nil }
  }

  func advance(to time: SimTime) {
    precondition(time >= now, "time ran backwards")
    now = time
  }

  private func note(_ step: Step, _ task: TaskID) {
    journal.append(Entry(time: now, step: step, task: task.index))
  }

  func taskStarted(_ task: TaskID) {
    running += 1
    note(.started, task)
  }

  func taskHealthy(_ task: TaskID) { note(.healthy, task) }

  func taskDraining(_ task: TaskID) {
    running -= 1
    drainEnds[task] = now + drain
    note(.draining, task)
  }

  func taskStopped(_ task: TaskID) { note(.stopped, task) }

  func idleTime(of task: TaskID) -> SimTime { max(now, drainEnds[task] ?? now) }

  func closeMetricWindow() -> ServiceMetrics {
    let value = metric(windows, running)
    windows += 1
    return ServiceMetrics(cpuPercent: value, requestsPerTarget: value, memoryPercent: value)
  }

  func closeHighResolutionWindow() -> ServiceMetrics {
    let value = metric(fineWindows, running)
    fineWindows += 1
    return ServiceMetrics(cpuPercent: value, requestsPerTarget: value, memoryPercent: value)
  }

  /// A hundred requests a minute, one of them cut off, a tenth of a second each.
  func closeMinute() {
    var errors = ErrorCounts()
    errors.badGateway = 1
    minutes.append(
      MinuteLoad(
        offered: 100, errors: errors,
        latency: LatencySummary(
          mean: 100, p50: 90, p95: 400 + Double(minutes.count % 3) * 100, p99: 700),
        openMilliseconds: 10_000, cpuPercent: 50))
  }

  var runLatency: LatencySummary? { minutes.last?.latency }

  func times(of step: Step) -> [SimTime] { journal.filter { $0.step == step }.map(\.time) }
}
