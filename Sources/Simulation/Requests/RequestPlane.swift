package import Units
package import Workload

/// Serves every request of one service with one of two engines.
///
/// Which of a service's requests go to which task, and how they are counted, is the same for both
/// engines; where both can serve a service, their results are the same.
package final class RequestPlane<Engine: RequestEngine & ~Copyable>: DataPlane {
  private let configuration: ServiceConfiguration
  private var front: RequestFront
  private var engine: Engine
  private var slots = TaskSlots()
  private var booting = BootingTasks()
  package private(set) var taskCPU: TaskCPU?

  /// - Parameters:
  ///   - profile: the whole system's load from the start of the period.
  ///   - start: the period's start, for load tests that begin at an instant of their own.
  ///   - replication: distinguishes repetitions under one seed.
  package init(
    configuration: ServiceConfiguration, profile: RateProfile, start: UTCTime? = nil,
    seed: UInt64, replication: UInt64 = 0
  ) {
    self.configuration = configuration
    front = RequestFront(
      configuration, profile: profile, start: start, seed: seed, replication: replication)
    engine = Engine(configuration)
  }

  package static var isExact: Bool { true }

  package func advance(to time: SimTime) {
    let end = time.inSeconds
    if !booting.isEmpty { boot(until: end) }
    front.prepare(until: end, running: slots.running)
    engine.serve(before: end, front: &front)
    front.pass(to: end)
  }

  private func boot(until end: Double) {
    for (task, seconds) in booting.pass(from: front.now, to: end) {
      let work = seconds * Double(configuration.serversPerTask)
      front.meters.addBoot(work, ofPods: configuration.kubernetesHPA != nil)
      if let slot = slots[task] { front.taskMeters?.assign(work, to: slot) }
    }
  }

  package func finish() {
    front.finish()
    engine.finish(front: &front)
  }

  // MARK: Tasks

  package func taskStarted(_ task: TaskID) {
    let (slot, now) = (slots.add(task), front.now)
    front.targets.occupy(slot, by: task)
    engine.start(slot, at: now)
    front.taskMeters?.start(slot, at: now)
  }

  package func taskStarted(_ task: TaskID, boot: BootLoad) {
    taskStarted(task)
    booting.add(task, boot, idle: configuration.idleCPU, at: front.now)
    if let cold = boot.coldRequests, let slot = slots[task] { front.cold.add(slot, cold) }
  }

  package func taskRegistered(_ task: TaskID) {
    if let slot = slots[task] { front.targets.register(slot) }
  }

  package func taskHealthy(_ task: TaskID) {
    if let slot = slots[task] { front.targets.markHealthy(slot, now: front.now) }
  }

  package func taskServes(_ task: TaskID) {
    taskStarted(task)
    if let slot = slots[task] {
      front.targets.markHealthy(slot, now: front.now, isNew: false)
    }
  }

  package func taskUnhealthy(_ task: TaskID) {
    if let slot = slots[task] { front.targets.markUnhealthy(slot) }
  }

  package func taskDraining(_ task: TaskID) {
    front.targets.forget(task)
    guard let slot = slots[task] else { return }
    front.targets.deregister(slot)
    engine.drain(
      slot, at: front.now, delay: configuration.lifeCycle.deregistrationDelay.inSeconds)
  }

  package func taskStopped(_ task: TaskID) {
    taskDraining(task)
    guard let slot = slots.remove(task) else { return }
    booting.remove(task)
    front.cold.remove(slot)
    let lost = engine.stop(slot, front: &front)
    front.meters.assign(-lost)
    let now = front.now
    front.taskMeters?.stop(slot, lost: lost, at: now)
  }

  package func taskFailed(_ task: TaskID) {
    guard let slot = slots[task] else { return }
    let receives = front.targets.rotation.contains(slot)
    taskStopped(task)
    if receives { front.targets.lose(task) }
  }

  package func watchRequests(_ isWatching: Bool) { engine.watchRequests(isWatching) }

  package func checkDelay(of task: TaskID) -> SimDuration {
    guard let slot = slots[task] else { return .zero }
    let answered = engine.answerTime(ofCheckIn: slot, front: front)
    return SimDuration(seconds: max(0, answered - front.now))
  }

  package func idleTime(of task: TaskID) -> SimTime {
    guard let slot = slots[task] else { return SimTime(seconds: front.now) }
    return engine.idleTime(of: slot, front: front)
  }

  // MARK: Metrics

  package func closeMetricWindow() -> ServiceMetrics {
    let now = front.now
    taskCPU = front.taskMeters?.close(at: now) { engine.backlog(of: $0, at: now) }
    return front.meters.closeStandard(at: windowEnd, configuration: configuration)
  }

  package func closeHighResolutionWindow() -> ServiceMetrics {
    front.meters.closeHighResolution(at: windowEnd, configuration: configuration)
  }

  private var windowEnd: MetricWindow.End {
    MetricWindow.End(
      now: front.now, backlog: engine.backlog(at: front.now),
      latency: engine.openSeconds(front: front))
  }

  package func closeMinute() {
    let cpu = front.meters.closeMinute(
      backlog: engine.backlog(at: front.now), configuration: configuration)
    front.minutes.close(inProgress: engine.closeMinute(front: front), cpuPercent: cpu)
  }

  package var minutes: RowLog<MinuteLoad> { front.minutes.closed }
  package var retries: Int64 { front.minutes.retries }
  package var loadTests: [LoadTestOutcome] { front.loadTests }
  package var runLatency: LatencySummary? { front.minutes.runLatency }

  package var books: RequestBooks? {
    RequestBooks(
      arrivals: Double(front.arrivals), measured: Double(front.minutes.measured),
      requestSeconds: requestSeconds, latencySeconds: front.minutes.openSeconds,
      connections: boundWork?.connections)
  }

  package var openConnections: [TaskID: Int] {
    guard configuration.connection != nil else { return [:] }
    return slots.tasks { engine.connections(of: $0) }
  }

  package var boundWork: BoundWork? { engine.boundWork(front: front) }

  /// Leaves the requests of minutes that are complete out of `runLatency`.
  ///
  /// For comparisons with formulas of a steady state, which a queue that starts empty is not in.
  package func endWarmUp() { front.minutes.endWarmUp() }

  /// Requests in progress, integrated over time from the start.
  ///
  /// By Little's law the same as the time that all requests, answered or not, have been open.
  package var requestSeconds: Double { engine.requestSeconds(at: front.now) }
}
