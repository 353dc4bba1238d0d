internal import Autoscaling
internal import Foundation
internal import Kernel
package import Ledger
package import Units
package import Workload

/// Serves a service's load as a flow: rates and queueing formulas in place of requests.
///
/// Between two changes of rate or tasks the mean wait of each task moves by `WaitFlow`, latencies
/// follow from tables, and the two published metrics and a minute's percentiles get the noise that
/// requests would give them (`MetricNoise`, `LatencyScatter`).
/// Counts are expectations, rounded so that nothing is lost over time. What is approximate: waits
/// between two such changes follow their mean; the share that meets a wait and its distribution are
/// those of the steady state with the same mean; backlogs are the same for all tasks of a group.
///
/// The plane leads its parts from one instant to the next; each of them keeps its own state.
package struct FluidPlane: DataPlane {
  private let model: FluidModel
  private var now: Int64 = 0
  /// Up to where the flow has been computed.
  private var flowed: Int64 = 0
  private var profile: ProfileCursor
  private var noise: MetricNoise
  private var targets: FluidTargets
  private var queues: FluidQueues
  private var booting = BootingTasks()
  private var windows: FlowWindows
  private let metrics: FlowMetrics
  private var minute: MinuteFlow
  private var record: MinuteRecord
  private let countsTasks: Bool
  private var scatter: TaskScatter
  package private(set) var taskCPU: TaskCPU?

  /// - Parameters:
  ///   - profile: the whole system's load from the start of the period.
  ///   - calendar: the period, for `totals`.
  ///   - replication: distinguishes repetitions under one seed.
  ///   - isNoisy: whether metrics scatter as those of single requests do.
  package init(
    model: FluidModel, profile: RateProfile, calendar: LedgerCalendar, seed: UInt64,
    replication: UInt64 = 0, isNoisy: Bool = true
  ) {
    let configuration = model.configuration
    func key(_ component: String) -> StreamKey {
      StreamKey(
        seed: seed, replication: replication, component: component, entity: configuration.name)
    }
    self.model = model
    self.profile = ProfileCursor(profile, share: configuration.share)
    noise = MetricNoise(
      windowOffset: configuration.metrics.samplingOffset,
      hasFineWindows: configuration.watchesHighResolution,
      variability: isNoisy ? model.serviceVariability : nil, key: key("metric noise"))
    countsTasks = configuration.watchesTasks
    targets = FluidTargets(countsTasks: countsTasks)
    scatter = TaskScatter(model, key: key("task scatter"))
    queues = FluidQueues(model)
    windows = FlowWindows(
      hasFineWindows: configuration.watchesHighResolution, hasMinutes: model.hasLatencies)
    metrics = FlowMetrics(configuration)
    minute = MinuteFlow(keepsStates: model.hasLatencies)
    record = MinuteRecord(
      model,
      sums: LoadTotals(
        calendar: calendar,
        objectiveMilliseconds: configuration.objectiveP95.inSeconds * 1000),
      key: key("latency scatter"))
  }

  package mutating func advance(to time: SimTime) { now = time.nanoseconds }

  /// Empty for a model without latencies.
  package var minutes: RowLog<MinuteLoad> { record.rows }
  package var totals: LoadTotals { record.totals }
  package var runLatency: LatencySummary? { record.runLatency }

  package var books: RequestBooks? {
    RequestBooks(
      arrivals: profile.requests(upTo: flowed), measured: record.measured,
      requestSeconds: windows.requestSeconds,
      latencySeconds: record.latencySeconds + minute.latencySeconds, rounding: Self.rounding)
  }

  /// Whole requests of minutes, and those of them that were refused, are each off by less than one.
  private static let rounding = 2.0
}

// From one instant to the next, and from window to window.
extension FluidPlane {
  /// Computes the flow up to now.
  private mutating func flow() {
    if !booting.isEmpty, flowed < now { boot() }
    while flowed < now {
      passChanges()
      let end = min(now, profile.end, noise.end)
      windows.add(
        queues.flow(
          seconds: Double(end - flowed) * 1e-9, noise: noise.deviation, into: &minute,
          record: &record))
      flowed = end
    }
  }

  /// Counts what starting tasks have used since the flow was computed last.
  private mutating func boot() {
    let used = booting.pass(from: Double(flowed) * 1e-9, to: Double(now) * 1e-9)
    let servers = Double(model.configuration.serversPerTask)
    windows.addBoot(
      used.reduce(0) { $0 + $1.seconds } * servers,
      ofPods: model.configuration.kubernetesHPA != nil)
    guard countsTasks else { return }
    for (task, seconds) in used { targets.addWork(seconds * servers, to: task) }
  }

  /// Takes the rate and the noise that begin where the flow has come to.
  @inline(__always)
  private mutating func passChanges() {
    if flowed == profile.end {
      profile.next()
      queues.offer(profile.rate)
    }
    if flowed == noise.end { noise.next() }
  }

  /// `flow` without its loop where no rate and no noise changes on the way, and no task starts up.
  @inline(__always)
  private mutating func flowOn() {
    passChanges()
    guard flowed < now, now <= profile.end, now <= noise.end, queues.flowsQuickly, booting.isEmpty
    else { return flow() }
    windows.add(
      queues.flowUsually(
        seconds: Double(now - flowed) * 1e-9, noise: noise.deviation, into: &minute, record: &record
      ))
    flowed = now
  }

  package mutating func closeMetricWindow() -> ServiceMetrics {
    flow()
    return endMetricWindow()
  }

  @inline(__always)
  private mutating func endMetricWindow() -> ServiceMetrics {
    if countsTasks { taskCPU = scatter.cpu(of: targets.endWindow(at: now, in: queues)) }
    return metrics.point(of: windows.endMetric(at: now), until: now)
  }

  package mutating func closeHighResolutionWindow() -> ServiceMetrics {
    flow()
    return metrics.point(of: windows.endFine(at: now), until: now)
  }

  package mutating func closeMinute() {
    flow()
    endMinute()
  }

  @inline(__always)
  private mutating func endMinute() {
    let sums = windows.endMinute(at: now)
    record.close(minute, cpuPercent: record.keepsRows ? metrics.cpuPercent(of: sums) : nil)
    minute.reset()
    if !queues.isSettled { targets.regroup(in: &queues) }
  }

  /// A minute in which no task comes or goes: a projection passes a hundred million of them.
  package mutating func passMinute(windowEnd: Int64, until time: SimTime) -> ServiceMetrics {
    now = windowEnd
    flowOn()
    let metrics = endMetricWindow()
    now = time.nanoseconds
    flowOn()
    endMinute()
    return metrics
  }
}

// Tasks that come and go.
extension FluidPlane {
  package mutating func taskStarted(_ task: TaskID) {
    flow()
    targets.start(task, at: now, in: &queues)
  }

  /// Its first requests cost no more than others: which those are, only single requests tell.
  package mutating func taskStarted(_ task: TaskID, boot: BootLoad) {
    taskStarted(task)
    booting.add(task, boot, idle: model.configuration.idleCPU, at: Double(now) * 1e-9)
  }

  package mutating func taskRegistered(_ task: TaskID) {
    flow()
    guard targets[task]?.phase == .started else { return }
    targets.set(.registered, of: task, at: now, in: &queues)
  }

  package mutating func taskHealthy(_ task: TaskID) {
    flow()
    targets.set(.healthy, of: task, at: now, in: &queues)
  }

  package mutating func taskUnhealthy(_ task: TaskID) {
    flow()
    targets.set(.registered, of: task, at: now, in: &queues)
  }

  package mutating func taskDraining(_ task: TaskID) {
    flow()
    targets.set(.draining, of: task, at: now, in: &queues)
  }

  /// Until `taskStopped` the load balancer still sends requests to the task.
  ///
  /// They stay open until the client or the load balancer gives up connecting.
  package mutating func taskFailed(_ task: TaskID) {
    flow()
    guard let failed = targets[task] else { return }
    let receives = queues.receives(group: failed.group)
    taskStopped(task)
    if receives { targets.beginLosingRequests(task, in: &queues) }
  }

  package mutating func taskStopped(_ task: TaskID) {
    flow()
    if targets.endLosingRequests(task, in: &queues) { return }
    guard let stopped = targets[task] else { return }
    let lost = requestsInFlight(at: stopped)
    targets.remove(task, at: now, in: &queues)
    booting.remove(task)
    record.lose(lost)
  }

  /// Requests that a task has when it stops.
  private func requestsInFlight(at task: FluidTask) -> Double {
    let wait = queues.wait(ofGroup: task.group)
    let servers = Double(model.configuration.serversPerTask)
    let waiting = model.serviceMean > 0 ? wait * servers / model.serviceMean : 0
    guard task.phase != .draining else {
      // Older requests than the time to drain have been given up before, if anybody gives up.
      let drained = Double(now - task.drainingSince) * 1e-9
      return drained >= model.limits.giveUp ? 0 : waiting
    }
    return task.group == nil ? waiting : waiting + queues.ratePerReceiver * model.restMean
  }

  package mutating func checkDelay(of task: TaskID) -> SimDuration {
    flow()
    return SimDuration(seconds: queues.wait(ofGroup: targets[task]?.group))
  }

  package var longestCheckSeconds: Double { queues.longestWait }

  /// The wait of the last request, then its service and non-CPU time: the longest of so many as are
  /// in flight, taken as exponential.
  package func idleTime(of task: TaskID) -> SimTime {
    let time = SimTime(nanoseconds: now)
    guard let task = targets.task(task), task.group != nil else { return time }
    var wait = queues.wait(ofGroup: task.group)
    if task.phase == .draining {
      wait = max(0, wait - Double(now - max(flowed, task.drainingSince)) * 1e-9)
    }
    let inFlight = queues.ratePerReceiver * model.restMean
    return time + SimDuration(seconds: wait + model.restMean * (0.5 + log(1 + inFlight)))
  }
}
