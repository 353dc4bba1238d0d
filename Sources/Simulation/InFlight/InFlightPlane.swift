internal import Kernel
package import Units
package import Workload

/// Serves every request of one service, each followed from its arrival to its answer.
///
/// For services in which a request's end depends on those that come after it, or its target on those
/// in flight: processor sharing, a limit of requests that a task works on at once, least outstanding
/// requests. `RequestPlane` serves the others, several times as fast; where both can, their results
/// are the same.
package final class InFlightPlane<Processor: TaskProcessor>: DataPlane {
  let configuration: ServiceConfiguration
  var block: RequestBlock
  var targets: TargetGroup
  var now = 0.0

  // Tasks: the work of each slot, and when it changes next.
  private var slotOfTask: [TaskID: Int] = [:]
  private var vacant: [Int] = []
  var running: Set<Int> = []
  var works: [TaskWork<Processor>] = []
  var changes = EarliestSlot()

  // Requests.
  var requests = InFlightRequests()
  var deadlines: RequestDeadlines
  let limits: RequestLimits
  /// Requests in progress at the load balancer, by slot and of all; a slot's go with its task.
  var outstanding: [Int] = []
  var open = 0
  /// When somebody gives up on what is sent to targets that are gone.
  var connections: RequestDeadlines
  private var openSeconds = 0.0
  private var openSince = 0.0
  /// Load tests and retries; `nil` for a service without.
  var followUps: FollowUps?
  /// The run is over, and what is in flight is only worked off.
  var isFinishing = false

  // The open minute and the whole run.
  var log = OpenMinutes()
  private var warmUp = RequestTotals()
  private var minuteWork = WorkMeter()
  private var metricWindow = MetricWindow()
  private var fineWindow = MetricWindow()

  /// - Parameters: as of `RequestPlane`.
  package init(
    configuration: ServiceConfiguration, profile: RateProfile, start: UTCTime? = nil,
    seed: UInt64, replication: UInt64 = 0
  ) {
    self.configuration = configuration
    block = RequestBlock(
      profile: profile, configuration: configuration, seed: seed, replication: replication)
    targets = TargetGroup(configuration)
    limits = RequestLimits(configuration)
    deadlines = RequestDeadlines(limit: min(limits.client, limits.loadBalancer))
    connections = RequestDeadlines(limit: min(limits.client, RequestLimits.connectTimeout))
    followUps = FollowUps(configuration, start: start, seed: seed, replication: replication)
  }

  package static var isExact: Bool { true }

  package func advance(to time: SimTime) {
    let end = time.inSeconds
    let elapsed = end - now
    minuteWork.taskSeconds += Double(running.count) * elapsed
    metricWindow.pass(elapsed, running: running.count, healthy: targets.rotation.count)
    fineWindow.pass(elapsed, running: running.count, healthy: targets.rotation.count)
    targets.endRamps(at: now)
    serve(before: end)
    now = end
  }

  /// Counts a request that goes to a target, or is refused on its way.
  func countArrival() {
    metricWindow.requests += 1
    fineWindow.requests += 1
  }

  /// Counts work that a task has been given, or that has gone with it.
  func assign(_ service: Double) {
    minuteWork.assigned += service
    metricWindow.work.assigned += service
    fineWindow.work.assigned += service
  }

  /// One request more or less is in progress from `time` on.
  func changeOpen(by change: Int, at time: Double) {
    openSeconds += Double(open) * (time - openSince)
    openSince = time
    open += change
  }

  // MARK: Tasks

  package func taskStarted(_ task: TaskID) {
    let work = TaskWork<Processor>(configuration, start: now)
    let slot: Int
    if let reused = vacant.popLast() {
      slot = reused
      works[slot] = work
      outstanding[slot] = 0
    } else {
      slot = works.count
      works.append(work)
      outstanding.append(0)
    }
    slotOfTask[task] = slot
    running.insert(slot)
  }

  package func taskRegistered(_ task: TaskID) {
    if let slot = slotOfTask[task] { targets.register(slot) }
  }

  package func taskHealthy(_ task: TaskID) {
    if let slot = slotOfTask[task] { targets.markHealthy(slot, now: now) }
  }

  package func taskUnhealthy(_ task: TaskID) {
    if let slot = slotOfTask[task] { targets.markUnhealthy(slot) }
  }

  package func taskDraining(_ task: TaskID) {
    targets.forget(task)
    if let slot = slotOfTask[task] { targets.deregister(slot) }
  }

  package func taskFailed(_ task: TaskID) {
    guard let slot = slotOfTask[task] else { return }
    let receives = targets.rotation.contains(slot)
    taskStopped(task)
    if receives { targets.lose(task) }
  }

  package func taskStopped(_ task: TaskID) {
    taskDraining(task)
    guard let slot = slotOfTask.removeValue(forKey: task) else { return }
    assign(-works[slot].backlog(at: now))
    for request in works[slot].requests.sorted() { cutOff(request) }
    works[slot] = TaskWork(configuration, start: now)
    changes.set(slot, to: .infinity)
    running.remove(slot)
    vacant.append(slot)
  }

  /// A check is a small request: it waits as requests do, and shares a processor that is shared.
  package func checkDelay(of task: TaskID) -> SimDuration {
    guard let slot = slotOfTask[task] else { return .zero }
    let service = configuration.discipline == .fifo ? 0 : block.meanService
    let answered = works[slot].answerTime(ofService: service, at: now)
    return SimDuration(seconds: max(0, answered - now))
  }

  package func idleTime(of task: TaskID) -> SimTime {
    guard let slot = slotOfTask[task] else { return SimTime(seconds: now) }
    // Rounded up, so that the last answer is out when the task is stopped.
    let idle = works[slot].idleTime(after: now)
    return SimTime(nanoseconds: Int64((min(idle, 9e9) * 1e9).rounded(.up)))
  }

  // MARK: Metrics

  private var backlog: Double { running.sorted().reduce(0) { $0 + works[$1].backlog(at: now) } }

  package func closeMetricWindow() -> ServiceMetrics { close(&metricWindow) }
  package func closeHighResolutionWindow() -> ServiceMetrics { close(&fineWindow) }

  private func close(_ window: inout MetricWindow) -> ServiceMetrics {
    changeOpen(by: 0, at: now)
    return window.close(
      now: now, backlog: backlog, latency: openSeconds, configuration: configuration)
  }

  package func closeMinute() {
    let cpu = minuteWork.close(
      backlog: backlog, serversPerTask: configuration.serversPerTask,
      idle: configuration.idleCPU)
    log.close(cpuPercent: cpu)
  }

  package var minutes: RowLog<MinuteLoad> { log.closed }
  package var retries: Int64 { log.retries }
  package var loadTests: [LoadTestOutcome] { followUps?.tests.map(\.outcome) ?? [] }
  package var runLatency: LatencySummary? { log.latency(since: warmUp) }

  /// Leaves the requests of minutes that are complete out of `runLatency`.
  package func endWarmUp() { warmUp = log.endWarmUp() }

  /// Requests in progress, integrated over time from the start until now.
  ///
  /// By Little's law the same as the time that all requests, answered or not, have been open.
  package var requestSeconds: Double { openSeconds + Double(open) * (now - openSince) }
}
