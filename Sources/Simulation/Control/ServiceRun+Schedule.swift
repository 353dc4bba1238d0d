internal import Autoscaling
internal import Kernel
internal import Ledger
internal import Units

/// One run of a scheduled action.
struct ScheduledRun {
  let time: SimTime
  /// Place among the service's actions.
  let action: Int
}

extension ServiceRun {
  /// Schedules every run of every scheduled action, each some seconds late as observed (C8).
  mutating func scheduleActions() {
    let delay = configuration.lifeCycle.scheduleToActivity
    var runs: [ScheduledRun] = []
    for (place, action) in configuration.scheduledActions.enumerated() {
      var late = RandomStream(
        seed: seed, replication: replication, component: "schedule delay",
        entity: "\(configuration.name)/\(action.name)")
      for time in action.occurrences(in: calendar.period) {
        let due = SimTime.start + .seconds(time.seconds(since: calendar.period.start))
        let width = (delay.upperBound - delay.lowerBound).inSeconds
        runs.append(
          ScheduledRun(
            time: due + delay.lowerBound + SimDuration(seconds: late.uniform() * width),
            action: place))
      }
    }
    scheduledRuns = runs
    for (index, run) in runs.enumerated() { schedule(.scheduledAction(index), at: run.time) }
  }

  /// Sets the bounds, and moves a desired count outside them to the nearer one at once.
  ///
  /// An action that comes while scheduled scaling is suspended is lost.
  mutating func runScheduledAction(_ index: Int) {
    let action = configuration.scheduledActions[scheduledRuns[index].action]
    let fewest = action.minCapacity ?? minTasks
    let most = action.maxCapacity ?? maxTasks
    if isSuspended(.scheduled) {
      return noteSchedule(action, cause: "scheduled scaling is suspended", status: .notScaled)
    }
    guard fewest <= most else {
      return noteSchedule(
        action, cause: "minimum capacity \(fewest) is above maximum capacity \(most)",
        status: .failed)
    }
    minTasks = fewest
    maxTasks = most
    let bounded = min(max(scaling.requested, fewest), most)
    var parts: [String] = []
    if let count = action.minCapacity { parts.append("minimum capacity was set to \(count)") }
    if let count = action.maxCapacity { parts.append("maximum capacity was set to \(count)") }
    let cause = "\(parts.joined(separator: " and ")) by scheduled action \(action.name)"
    guard bounded != scaling.requested else {
      return noteSchedule(action, cause: cause, status: .successful)
    }
    begin(bounded, by: action.name, cause: cause, cooldown: nil, at: now)
  }

  private mutating func noteSchedule(
    _ action: ScheduledAction, cause: String, status: ScalingActivityStatus
  ) {
    log.note(by: action.name, cause: cause, desired: scaling.requested, status: status, at: now)
  }

  /// Now in UTC, in whole seconds.
  var clockTime: UTCTime {
    calendar.period.start.advanced(bySeconds: now.nanoseconds.floorDivided(by: 1_000_000_000))
  }

  /// Whether a kind of scaling is suspended now.
  mutating func isSuspended(_ process: ScalingSuspension.Process) -> Bool {
    let suspensions = configuration.suspensions
    guard !suspensions.isEmpty else { return false }
    let time = clockTime
    return suspensions.contains {
      $0.processes.contains(process) && $0.from.map { $0 <= time } ?? true
        && $0.until.map { time < $0 } ?? true
    }
  }
}
