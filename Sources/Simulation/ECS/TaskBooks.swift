internal import Ledger
internal import Units

/// What a service's tasks amount to: their number over time, and what is paid for them.
struct TaskBooks {
  /// The running count with the instants from which each held; its first alone where it is not kept.
  private(set) var runningChanges: [CountChange]
  private(set) var meter: FargateMeter
  private(set) var statistics: RunningStatistics
  private let keepsChanges: Bool

  /// - Parameter keepsChanges: whether the running count is kept with its instants.
  init(initialTasks: Int, _ size: TaskSize, calendar: LedgerCalendar, keepsChanges: Bool) {
    runningChanges = [CountChange(time: .start, count: initialTasks)]
    meter = FargateMeter(size, calendar: calendar)
    statistics = RunningStatistics(initial: initialTasks)
    self.keepsChanges = keepsChanges
  }

  /// Notes who runs after something has changed for a task.
  mutating func count(running: Int, at now: SimTime) {
    statistics.change(to: running, at: now)
    if keepsChanges { runningChanges.append(CountChange(time: now, count: running)) }
  }

  /// Bills a task that has stopped, or has ended before it was RUNNING.
  mutating func bill(_ task: FleetTask, at now: SimTime) {
    meter.stopped(task.provider, from: task.billedFrom, to: now)
  }

  /// Bills tasks that live on after the run.
  mutating func cut(_ tasks: [FleetTask], at end: SimTime) {
    for task in tasks { meter.cut(task.provider, from: task.billedFrom, to: end) }
  }
}
