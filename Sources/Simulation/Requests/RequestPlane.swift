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
  package private(set) var minutes: [MinuteLoad] = []
  private var minuteWork = WorkMeter()
  private var metricWindow = MetricWindow()
  private var fineWindow = MetricWindow()

  var overdue = OverdueRequests()
  var limits: RequestLimits
  /// Start instants of the last `backlog` requests of each slot; empty without a limit.
  var backlogRing: BacklogRing?

  /// - Parameters:
  ///   - profile: the whole system's load from the start of the period.
  ///   - replication: distinguishes repetitions under one seed.
  package init(
    configuration: ServiceConfiguration, profile: RateProfile, seed: UInt64,
    replication: UInt64 = 0
  ) {
    self.configuration = configuration
    block = RequestBlock(
      profile: profile, configuration: configuration, seed: seed, replication: replication)
    slots = TaskSlots(servers: configuration.serversPerTask)
    limits = RequestLimits(configuration)
    backlogRing = configuration.backlog.map { BacklogRing(limit: $0) }
    minutes.reserveCapacity(profile.expected.count * Int(profile.step) / 60 + 1)
  }

  package func advance(to time: SimTime) {
    let end = time.inSeconds
    let elapsed = end - now
    let runningSeconds = Double(slots.running.count) * elapsed
    minuteWork.taskSeconds += runningSeconds
    metricWindow.pass(elapsed, running: slots.running.count, healthy: rotation.count)
    fineWindow.pass(elapsed, running: slots.running.count, healthy: rotation.count)
    while true {
      let requests = block.take(before: end)
      if requests.isEmpty { break }
      let assigned = serve(requests)
      minuteWork.assigned += assigned
      metricWindow.work.assigned += assigned
      metricWindow.requests += requests.count
      fineWindow.work.assigned += assigned
      fineWindow.requests += requests.count
    }
    now = end
  }

  package func taskStarted(_ task: TaskID) {
    let slot = slots.add(task, now: now)
    backlogRing?.clear(slot: slot)
    registered.append(slot)
    updateRotation()
  }

  package func taskHealthy(_ task: TaskID) {
    guard let slot = slots.slot(of: task) else { return }
    healthy.append(slot)
    updateRotation()
  }

  package func taskDraining(_ task: TaskID) {
    forget(task)
    guard let slot = slots.slot(of: task) else { return }
    healthy.removeAll { $0 == slot }
    registered.removeAll { $0 == slot }
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
    for entry in overdue.unresolved(in: slot, at: now) { fail(entry) }
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
      switch entry.counted {
      case .served: break
      case .clientTimeout: errors.clientTimeout -= 1
      case .gatewayTimeout: errors.gatewayTimeout -= 1
      }
      errors.badGateway += 1
    }
    if entry.minute < minutes.count {
      recount(&minutes[entry.minute].errors)
    } else {
      recount(&minuteTotals.errors)
    }
  }

  package func closeMetricWindow() -> ServiceMetrics { close(&metricWindow) }
  package func closeHighResolutionWindow() -> ServiceMetrics { close(&fineWindow) }

  private func close(_ window: inout MetricWindow) -> ServiceMetrics {
    window.close(
      now: now, backlog: slots.totalBacklog(now: now),
      latency: runTotals.latencySeconds + minuteTotals.latencySeconds,
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
        openMilliseconds: Int64((minuteTotals.latencySeconds * 1000).rounded()),
        cpuPercent: cpu))
    runHistogram.absorb(&minuteHistogram)
    runTotals.add(minuteTotals)
    minuteTotals = RequestTotals()
  }

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

extension LatencyHistogram {
  /// Mean and percentiles in milliseconds; `nil` when nothing was recorded.
  func summary(meanSeconds: Double) -> LatencySummary? {
    guard let quantiles = quantiles([0.5, 0.95, 0.99]) else { return nil }
    return LatencySummary(
      mean: meanSeconds * 1000, p50: quantiles[0] * 1000, p95: quantiles[1] * 1000,
      p99: quantiles[2] * 1000)
  }
}
