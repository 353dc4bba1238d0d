/// The work of each task in the open metric window, where an alarm watches a statistic over tasks.
struct TaskMeters {
  private struct Meter {
    var work = WorkMeter()
    /// When the task's time in the window began, in seconds since the start of the period.
    var since: Double
  }

  /// By slot; `nil` where no task runs.
  private var meters: [Meter?] = []
  /// Of the tasks that stopped within the window.
  private var stopped: TaskCPU?
  private let servers: Int
  private let idle: Double

  /// - Returns: `nil` for a service of which nobody watches such a statistic.
  init?(_ configuration: ServiceConfiguration) {
    guard configuration.watchesTasks else { return nil }
    servers = configuration.serversPerTask
    idle = configuration.idleCPU
  }

  mutating func start(_ slot: Int, at now: Double) {
    while meters.count <= slot { meters.append(nil) }
    meters[slot] = Meter(since: now)
  }

  /// The slot's task was given so many server-seconds of work.
  @inline(__always)
  mutating func assign(_ seconds: Double, to slot: Int) { meters[slot]?.work.assigned += seconds }

  /// The slot's task is gone.
  ///
  /// - Parameter lost: server-seconds of its work that will never be done.
  mutating func stop(_ slot: Int, lost: Double, at now: Double) {
    guard slot < meters.count else { return }
    if let percent = sample(slot, backlog: lost, at: now) { TaskCPU.add(percent, to: &stopped) }
    meters[slot] = nil
  }

  /// Ends the window and starts the next one.
  ///
  /// - Parameter backlog: server-seconds of work that waits in a slot.
  /// - Returns: `nil` when no task ran.
  /// - Complexity: O(most tasks at a time so far).
  mutating func close(at now: Double, backlog: (_ slot: Int) -> Double) -> TaskCPU? {
    var samples = stopped
    stopped = nil
    for slot in meters.indices where meters[slot] != nil {
      let percent = sample(slot, backlog: backlog(slot), at: now)
      if let percent { TaskCPU.add(percent, to: &samples) }
    }
    return samples
  }

  /// Percent of the slot's CPU since its time in the window began; `nil` for no time.
  private mutating func sample(_ slot: Int, backlog: Double, at now: Double) -> Double? {
    guard var meter = meters[slot] else { return nil }
    meter.work.taskSeconds = now - meter.since
    meter.since = now
    let percent = meter.work.close(backlog: backlog, serversPerTask: servers, idle: idle)
    meters[slot] = meter
    return percent
  }
}
