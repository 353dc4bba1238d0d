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
  var targets: TargetGroup
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

  var census = RequestCensus()
  var overdue = OverdueRequests()
  var limits: RequestLimits
  /// Start instants of the last `backlog` requests of each slot; empty without a limit.
  var backlogRing: BacklogRing?
  /// Load tests and retries; `nil` for a service without.
  var followUps: FollowUps?
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
    targets = TargetGroup(configuration)
    backlogRing = configuration.backlog.map { BacklogRing(limit: $0) }
    followUps = FollowUps(
      configuration, start: start, seed: seed, replication: replication)
  }

  package func advance(to time: SimTime) {
    let end = time.inSeconds
    let elapsed = end - now
    let runningSeconds = Double(slots.running.count) * elapsed
    minuteWork.taskSeconds += runningSeconds
    metricWindow.pass(elapsed, running: slots.running.count, healthy: targets.rotation.count)
    fineWindow.pass(elapsed, running: slots.running.count, healthy: targets.rotation.count)
    targets.endRamps(at: now)
    if servesInOrder {
      requestsServed = 0
      let assigned = serveInOrder(before: end)
      count(requestsServed, assigned: assigned)
    } else {
      while true {
        let requests = block.take(before: end)
        if requests.isEmpty { break }
        count(requests.count, assigned: serveRun(requests))
      }
    }
    now = end
  }

  /// Whether what becomes of one request decides another.
  private var servesInOrder: Bool {
    backlogRing != nil || followUps != nil || targets.isRamping || !targets.unreachable.isEmpty
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
    guard let slot = slots.slot(of: task) else { return }
    targets.register(slot)
  }

  package func taskHealthy(_ task: TaskID) {
    guard let slot = slots.slot(of: task) else { return }
    targets.markHealthy(slot, now: now)
  }

  package func taskUnhealthy(_ task: TaskID) {
    guard let slot = slots.slot(of: task) else { return }
    targets.markUnhealthy(slot)
  }

  package func checkDelay(of task: TaskID) -> SimDuration {
    guard let slot = slots.slot(of: task) else { return .zero }
    return SimDuration(seconds: max(0, slots.firstFree(of: slot) - now))
  }

  package static let isExact = true

  package func taskDraining(_ task: TaskID) {
    targets.forget(task)
    guard let slot = slots.slot(of: task) else { return }
    targets.deregister(slot)
  }

  package func taskStopped(_ task: TaskID) {
    taskDraining(task)
    guard let slot = slots.slot(of: task) else { return }
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
        latency: minuteHistogram.summary(of: minuteTotals),
        openMilliseconds: Int64((minuteTotals.openSeconds * 1000).rounded()),
        inProgress: census.close(), cpuPercent: cpu))
    runHistogram.absorb(&minuteHistogram)
    runTotals.add(minuteTotals)
    minuteTotals = RequestTotals()
  }

  /// Counts how a request ended.
  func count(_ counted: OverdueRequests.Counted, adding count: Int64) {
    minuteTotals.errors.add(counted, count)
  }

  package var books: RequestBooks? {
    RequestBooks(
      arrivals: Double(block.taken + (followUps?.sent ?? 0)),
      measured: Double(runHistogram.total + minuteHistogram.total),
      requestSeconds: census.total,
      latencySeconds: runTotals.openSeconds + minuteTotals.openSeconds)
  }

  package var retries: Int64 { runTotals.retries + minuteTotals.retries }
  package var loadTests: [LoadTestOutcome] { followUps?.tests.map(\.outcome) ?? [] }

  package var runLatency: LatencySummary? {
    runHistogram.summary(of: runTotals, since: warmUp)
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
