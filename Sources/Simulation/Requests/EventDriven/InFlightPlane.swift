package import Units
package import Workload

/// Serves every request of one service, each followed from its arrival to its answer.
///
/// For services in which a request's end depends on those that come after it, or its target on those
/// in flight: processor sharing, a limit of requests that a task works on at once, least outstanding
/// requests. `RequestPlane` serves the others, many times as fast; where both can, their results are
/// the same.
package final class InFlightPlane: DataPlane {
  private let configuration: ServiceConfiguration
  private var state: InFlightState
  private var slotOfTask: [TaskID: Int] = [:]
  private var vacant: [Int] = []
  private var slots = 0

  private var warmUp = RequestTotals()
  /// Request-seconds when the minute began.
  private var openAtMinute = 0.0
  private var minuteWork = WorkMeter()
  private var metricWindow = MetricWindow()
  private var fineWindow = MetricWindow()

  /// - Parameters: as of `RequestPlane`.
  package init(
    configuration: ServiceConfiguration, profile: RateProfile, start: UTCTime? = nil,
    seed: UInt64, replication: UInt64 = 0
  ) {
    self.configuration = configuration
    state = InFlightState(
      configuration: configuration, profile: profile, start: start, seed: seed,
      replication: replication)
  }

  package static var isExact: Bool { true }

  package func advance(to time: SimTime) {
    let end = time.inSeconds
    let elapsed = end - state.now
    let running = slotOfTask.count
    let healthy = state.targets.rotation.count
    minuteWork.taskSeconds += Double(running) * elapsed
    metricWindow.pass(elapsed, running: running, healthy: healthy)
    fineWindow.pass(elapsed, running: running, healthy: healthy)
    state.serve(before: end)
    countAssigned()
  }

  private func countAssigned() {
    let (requests, service) = state.takeAssigned()
    minuteWork.assigned += service
    metricWindow.work.assigned += service
    metricWindow.requests += requests
    fineWindow.work.assigned += service
    fineWindow.requests += requests
  }

  package func finish() { state.finish() }

  // MARK: Tasks

  package func taskStarted(_ task: TaskID) {
    let slot = vacant.popLast() ?? slots
    slots = max(slots, slot + 1)
    slotOfTask[task] = slot
    state.start(slot)
  }

  package func taskRegistered(_ task: TaskID) {
    if let slot = slotOfTask[task] { state.targets.register(slot) }
  }

  package func taskHealthy(_ task: TaskID) {
    if let slot = slotOfTask[task] { state.targets.markHealthy(slot, now: state.now) }
  }

  package func taskUnhealthy(_ task: TaskID) {
    if let slot = slotOfTask[task] { state.targets.markUnhealthy(slot) }
  }

  package func taskDraining(_ task: TaskID) {
    state.targets.forget(task)
    if let slot = slotOfTask[task] { state.targets.deregister(slot) }
  }

  package func taskFailed(_ task: TaskID) {
    guard let slot = slotOfTask[task] else { return }
    let receives = state.targets.rotation.contains(slot)
    taskStopped(task)
    if receives { state.targets.lose(task) }
  }

  package func taskStopped(_ task: TaskID) {
    taskDraining(task)
    guard let slot = slotOfTask.removeValue(forKey: task) else { return }
    state.stop(slot)
    countAssigned()
    vacant.append(slot)
  }

  /// A check is a small request: it waits as requests do, and shares a processor that is shared.
  package func checkDelay(of task: TaskID) -> SimDuration {
    guard let slot = slotOfTask[task] else { return .zero }
    let service = configuration.discipline == .fifo ? 0 : state.block.meanService
    let answered = state.works[slot].answerTime(ofService: service, at: state.now)
    return SimDuration(seconds: max(0, answered - state.now))
  }

  package func idleTime(of task: TaskID) -> SimTime {
    guard let slot = slotOfTask[task] else { return SimTime(seconds: state.now) }
    // Not a hair before the last answer, which would be cut off with the task.
    let idle = min(state.works[slot].idleTime(after: state.now), 9e9)
    let time = SimTime(seconds: idle)
    return time.inSeconds < idle ? SimTime(nanoseconds: time.nanoseconds + 1) : time
  }

  // MARK: Metrics

  package func closeMetricWindow() -> ServiceMetrics { close(&metricWindow) }
  package func closeHighResolutionWindow() -> ServiceMetrics { close(&fineWindow) }

  private func close(_ window: inout MetricWindow) -> ServiceMetrics {
    window.close(
      now: state.now, backlog: state.backlog, latency: state.requestSeconds,
      configuration: configuration)
  }

  package func closeMinute() {
    let cpu = minuteWork.close(
      backlog: state.backlog, serversPerTask: configuration.serversPerTask,
      idle: configuration.idleCPU)
    let open = state.requestSeconds
    state.log.close(cpuPercent: cpu, requestSeconds: open - openAtMinute)
    openAtMinute = open
  }

  package var minutes: RowLog<MinuteLoad> { state.log.closed }
  package var books: RequestBooks? {
    RequestBooks(
      arrivals: Double(state.block.taken + (state.followUps?.sent ?? 0)),
      measured: Double(state.log.measured),
      requestSeconds: state.requestSeconds, latencySeconds: state.log.totals.openSeconds)
  }

  package var retries: Int64 { state.log.retries }
  package var loadTests: [LoadTestOutcome] { state.followUps?.tests.map(\.outcome) ?? [] }
  package var runLatency: LatencySummary? { state.log.latency(since: warmUp) }

  /// Leaves the requests of minutes that are complete out of `runLatency`.
  package func endWarmUp() { warmUp = state.log.endWarmUp() }

  /// Requests in progress, integrated over time from the start until now.
  ///
  /// By Little's law the same as the time that all requests, answered or not, have been open.
  package var requestSeconds: Double { state.requestSeconds }
}
