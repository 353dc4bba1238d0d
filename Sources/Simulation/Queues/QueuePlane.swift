package import Units
package import Workload

/// Serves the messages of a queue by the tasks of one service: no load balancer, no requests.
///
/// Each task takes messages while it has a free place, from the instant its application runs until it
/// is told to stop. A message's latency is the time from its sending to its deletion.
package final class QueuePlane: DataPlane {
  private let configuration: ServiceConfiguration
  private var workers: QueueWorkers
  private var slots = TaskSlots()
  private var meters = ServiceMeters()
  private var booting = BootingTasks()
  package private(set) var queueMetrics: QueueMetrics?
  package private(set) var taskCPU: TaskCPU?

  /// - Parameters:
  ///   - configuration: the service; its `demand` is that of one message.
  ///   - queue: the service's.
  ///   - profile: the messages that are expected, `factor` for each of its counts.
  ///   - seed, replication: together with the service's name they decide every draw.
  package init(
    configuration: ServiceConfiguration, queue: MessageQueue, profile: RateProfile,
    factor: Double = 1, seed: UInt64, replication: UInt64 = 0
  ) {
    var configuration = configuration
    let places = queue.concurrency(of: configuration)
    configuration.share = factor
    configuration.concurrency = places
    // More messages than vCPUs share them.
    configuration.discipline = places > configuration.serversPerTask ? .processorSharing : .fifo
    configuration.backlog = nil
    self.configuration = configuration
    workers = QueueWorkers(
      configuration: configuration, queue: queue, profile: profile, seed: seed,
      replication: replication)
  }

  package static var isExact: Bool { true }

  package func advance(to time: SimTime) {
    let end = time.inSeconds
    if !booting.isEmpty { boot(until: end) }
    meters.pass(end - workers.now, running: slots.running, targets: 0)
    workers.serve(before: end)
    countAssigned()
  }

  private func boot(until end: Double) {
    for (task, seconds) in booting.pass(from: workers.now, to: end) {
      let work = seconds * Double(configuration.serversPerTask)
      meters.addBoot(work, ofPods: false)
      if let slot = slots[task] { workers.countBoot(work, of: slot) }
    }
  }

  private func countAssigned() {
    let (messages, service) = workers.takeAssigned()
    meters.assign(service)
    meters.arrive(messages)
  }

  package func finish() { workers.finish() }

  // MARK: Tasks

  package func taskStarted(_ task: TaskID) {
    workers.start(slots.add(task))
  }

  package func taskStarted(_ task: TaskID, boot: BootLoad) {
    taskStarted(task)
    booting.add(task, boot, idle: configuration.idleCPU, at: workers.now)
    if let cold = boot.coldRequests, let slot = slots[task] { workers.beginCold(slot, cold) }
  }

  /// The application runs: from now on it asks for messages.
  package func taskHealthy(_ task: TaskID) {
    if let slot = slots[task] { workers.beginPolling(slot) }
    countAssigned()
  }

  package func taskUnhealthy(_ task: TaskID) {
    if let slot = slots[task] { workers.endPolling(slot) }
  }

  /// SIGTERM: it finishes what it has in hand.
  package func taskDraining(_ task: TaskID) {
    if let slot = slots[task] { workers.drain(slot) }
  }

  package func taskStopped(_ task: TaskID) {
    guard let slot = slots.remove(task) else { return }
    booting.remove(task)
    workers.stop(slot)
    countAssigned()
  }

  package func idleTime(of task: TaskID) -> SimTime {
    guard let slot = slots[task] else { return SimTime(seconds: workers.now) }
    // Not a hair before the last message is done, which would be cut off with the task.
    let idle = min(workers.idleTime(slot), 9e9)
    let time = SimTime(seconds: idle)
    return time.inSeconds < idle ? SimTime(nanoseconds: time.nanoseconds + 1) : time
  }

  // MARK: Metrics

  package func closeMetricWindow() -> ServiceMetrics {
    let window = meters.closeStandard(at: windowEnd, configuration: configuration)
    queueMetrics = workers.metrics(sent: window.requests)
    taskCPU = workers.takeTaskCPU()
    return withoutTargets(window)
  }

  package func closeHighResolutionWindow() -> ServiceMetrics {
    withoutTargets(meters.closeHighResolution(at: windowEnd, configuration: configuration))
  }

  private var windowEnd: MetricWindow.End {
    MetricWindow.End(
      now: workers.now, backlog: workers.backlog, latency: workers.handSeconds)
  }

  /// A queue has no targets, and so no requests for each of them.
  private func withoutTargets(_ metrics: ServiceMetrics) -> ServiceMetrics {
    ServiceMetrics(
      cpuPercent: metrics.cpuPercent, requestsPerTarget: nil, memoryPercent: metrics.memoryPercent)
  }

  package func closeMinute() {
    let cpu = meters.closeMinute(backlog: workers.backlog, configuration: configuration)
    workers.closeMinute(cpuPercent: cpu)
  }

  package var minutes: RowLog<MinuteLoad> { workers.queue.minutes.closed }
  package var books: RequestBooks? {
    RequestBooks(
      arrivals: Double(workers.queue.outcome.sent),
      measured: Double(workers.queue.minutes.measured),
      requestSeconds: workers.messageSeconds, latencySeconds: workers.queue.minutes.openSeconds)
  }

  package var runLatency: LatencySummary? { workers.queue.minutes.runLatency }
  package var queue: QueueOutcome? { workers.queue.outcome }

  /// Leaves the messages of minutes that are complete out of `runLatency`.
  package func endWarmUp() { workers.endWarmUp() }
}
