internal import Kernel
package import Units
package import Workload

/// Serves every request of one service.
///
/// Between two control events the set of tasks is constant, so a request's start and end follow
/// from the instants at which the servers of its task become free: no event a request, no
/// allocation. Requests go round robin over the healthy tasks; each task works first come, first
/// served on its own servers.
package final class RequestPlane: DataPlane {
  let configuration: ServiceConfiguration
  var block: RequestBlock
  var slots: TaskSlots
  /// Slots that take requests, and whose turn it is.
  var rotation: [Int] = []
  var turn = 0
  private var healthy: [Int] = []
  private var registered: [Int] = []
  /// Tasks that are gone and still get requests.
  var unreachable: [TaskID] = []
  var now = 0.0

  // The open minute and the whole run.
  var minuteHistogram = LatencyHistogram()
  var runHistogram = LatencyHistogram()
  var minuteTotals = RequestTotals()
  var runTotals = RequestTotals()
  /// What came before the run's latency is counted.
  private var warmUp = RequestTotals()
  package private(set) var minutes = RowLog<MinuteLoad>()
  private var minuteWork = WorkMeter()
  private var metricWindow = MetricWindow()
  private var fineWindow = MetricWindow()

  var overdue = OverdueRequests()
  var limits: RequestLimits
  /// Start instants of the last `backlog` requests of each slot; empty without a limit.
  var backlogRing: BacklogRing?
  /// Load tests and retries; `nil` for a service without.
  var followUps: FollowUps?
  /// Targets that get less than their share yet, and how long that takes.
  var ramps: [TargetRamp] = []
  let slowStart: Double
  /// Requests of the stretch that is served in order.
  var requestsServed = 0

  /// - Parameters:
  ///   - profile: the whole system's load from the start of the period.
  ///   - start: the period's start, for load tests that begin at an instant of their own.
  ///   - replication: distinguishes repetitions under one seed.
  package init(
    configuration: ServiceConfiguration, profile: RateProfile, start: UTCTime? = nil,
    seed: UInt64, replication: UInt64 = 0
  ) {
    self.configuration = configuration
    block = RequestBlock(
      profile: profile, configuration: configuration, seed: seed, replication: replication)
    slots = TaskSlots(servers: configuration.serversPerTask)
    limits = RequestLimits(configuration)
    slowStart = configuration.lifeCycle.slowStart.inSeconds
    backlogRing = configuration.backlog.map { BacklogRing(limit: $0) }
    followUps = FollowUps(
      configuration, start: start, seed: seed, replication: replication)
  }

  package func advance(to time: SimTime) {
    let end = time.inSeconds
    let elapsed = end - now
    let runningSeconds = Double(slots.running.count) * elapsed
    minuteWork.taskSeconds += runningSeconds
    metricWindow.pass(elapsed, running: slots.running.count, healthy: rotation.count)
    fineWindow.pass(elapsed, running: slots.running.count, healthy: rotation.count)
    if !ramps.isEmpty { ramps.removeAll { $0.since + slowStart <= now } }
    if servesInOrder {
      requestsServed = 0
      let assigned = serveInOrder(before: end)
      count(requestsServed, assigned: assigned)
    } else {
      while true {
        let requests = block.take(before: end)
        if requests.isEmpty { break }
        count(requests.count, assigned: serve(requests))
      }
    }
    now = end
  }

  /// Whether what becomes of one request decides another.
  private var servesInOrder: Bool {
    backlogRing != nil || followUps != nil || !ramps.isEmpty || !unreachable.isEmpty
  }

  @inline(__always)
  private func count(_ requests: Int, assigned: Double) {
    minuteWork.assigned += assigned
    metricWindow.work.assigned += assigned
    metricWindow.requests += requests
    fineWindow.work.assigned += assigned
    fineWindow.requests += requests
  }

  package func taskStarted(_ task: TaskID) {
    let slot = slots.add(task, now: now)
    backlogRing?.clear(slot: slot)
  }

  package func taskRegistered(_ task: TaskID) {
    guard let slot = slots.slot(of: task), !registered.contains(slot) else { return }
    registered.append(slot)
    updateRotation()
  }

  package func taskHealthy(_ task: TaskID) {
    guard let slot = slots.slot(of: task) else { return }
    if !registered.contains(slot) { registered.append(slot) }
    if slowStart > 0, !healthy.isEmpty { ramps.append(TargetRamp(slot: slot, since: now)) }
    healthy.append(slot)
    updateRotation()
  }

  package func taskUnhealthy(_ task: TaskID) {
    guard let slot = slots.slot(of: task) else { return }
    healthy.removeAll { $0 == slot }
    ramps.removeAll { $0.slot == slot }
    updateRotation()
  }

  package func checkDelay(of task: TaskID) -> SimDuration {
    guard let slot = slots.slot(of: task) else { return .zero }
    return SimDuration(seconds: max(0, slots.firstFree(of: slot) - now))
  }

  package static let isExact = true

  package func taskDraining(_ task: TaskID) {
    forget(task)
    guard let slot = slots.slot(of: task) else { return }
    healthy.removeAll { $0 == slot }
    registered.removeAll { $0 == slot }
    ramps.removeAll { $0.slot == slot }
    updateRotation()
  }

  package func taskStopped(_ task: TaskID) {
    forget(task)
    guard let slot = slots.slot(of: task) else { return }
    taskDraining(task)
    let lost = slots.backlog(of: slot, now: now)
    minuteWork.assigned -= lost
    metricWindow.work.assigned -= lost
    fineWindow.work.assigned -= lost
    for entry in overdue.unresolved(in: slot, at: now) {
      fail(entry)
      cutOff(entry)
    }
    slots.remove(task)
  }

  package func idleTime(of task: TaskID) -> SimTime {
    guard let slot = slots.slot(of: task) else { return SimTime(seconds: now) }
    let end: Double
    if let wait = block.constantWait {
      end = slots.lastFree(of: slot) + wait
    } else {
      end = slots.lastEnd[slot]
    }
    return SimTime(seconds: max(now, end))
  }

  /// An unreachable target is out of the rotation.
  private func forget(_ task: TaskID) {
    guard !unreachable.isEmpty else { return }
    unreachable.removeAll { $0 == task }
    updateRotation()
  }

  /// With no healthy target the load balancer fails open and uses every registered one.
  func updateRotation() {
    rotation = healthy.isEmpty && unreachable.isEmpty ? registered : healthy
    if !unreachable.isEmpty {
      rotation += Array(repeating: Self.unreachableSlot, count: unreachable.count)
    }
    turn = rotation.isEmpty ? 0 : turn % rotation.count
  }

  /// A request that had been counted otherwise was cut off with its task: 502.
  private func fail(_ entry: OverdueRequests.Entry) {
    func recount(_ errors: inout ErrorCounts) {
      errors.add(entry.counted, -1)
      errors.badGateway += 1
    }
    if entry.minute < minutes.count {
      minutes.change(at: entry.minute) { recount(&$0.errors) }
    } else {
      recount(&minuteTotals.errors)
    }
  }

  package func closeMetricWindow() -> ServiceMetrics { close(&metricWindow) }
  package func closeHighResolutionWindow() -> ServiceMetrics { close(&fineWindow) }

  private func close(_ window: inout MetricWindow) -> ServiceMetrics {
    window.close(
      now: now, backlog: slots.totalBacklog(now: now),
      latency: runTotals.openSeconds + minuteTotals.openSeconds,
      configuration: configuration)
  }

  package func closeMinute() {
    let cpu = minuteWork.close(
      backlog: slots.totalBacklog(now: now), serversPerTask: slots.servers,
      idle: configuration.idleCPU)
    minutes.append(
      MinuteLoad(
        offered: minuteTotals.offered, errors: minuteTotals.errors,
        latency: minuteHistogram.summary(meanSeconds: minuteTotals.meanLatency),
        openMilliseconds: Int64((minuteTotals.openSeconds * 1000).rounded()),
        cpuPercent: cpu))
    runHistogram.absorb(&minuteHistogram)
    runTotals.add(minuteTotals)
    minuteTotals = RequestTotals()
  }

  /// Counts how a request ended.
  func count(_ counted: OverdueRequests.Counted, adding count: Int64) {
    minuteTotals.errors.add(counted, count)
  }

  package var retries: Int64 { runTotals.retries + minuteTotals.retries }
  package var loadTests: [LoadTestOutcome] { followUps?.tests.map(\.outcome) ?? [] }

  package var runLatency: LatencySummary? {
    runHistogram.summary(meanSeconds: runTotals.meanLatency(since: warmUp))
  }

  /// Leaves what was served up to the last closed minute out of `runLatency`.
  ///
  /// For comparisons with formulas of a steady state, which a queue that starts empty is not in.
  package func endWarmUp() {
    runHistogram = LatencyHistogram()
    warmUp = runTotals
  }
}

extension ErrorCounts {
  fileprivate mutating func add(_ counted: OverdueRequests.Counted, _ count: Int64) {
    switch counted {
    case .served: break
    case .clientTimeout: clientTimeout += count
    case .gatewayTimeout: gatewayTimeout += count
    }
  }
}

extension LatencyHistogram {
  /// Mean and percentiles in milliseconds; `nil` when nothing was recorded.
  func summary(meanSeconds: Double) -> LatencySummary? {
    guard let quantiles = quantiles([0.5, 0.95, 0.99]) else { return nil }
    return LatencySummary(
      mean: meanSeconds * 1000, p50: quantiles[0] * 1000, p95: quantiles[1] * 1000,
      p99: quantiles[2] * 1000)
  }
}
