internal import Autoscaling
internal import Ledger
internal import Units

extension ServiceRun {
  /// What the tasks used, once the run has ended.
  mutating func taskUsage() -> UsageLedger {
    for task in fleet.tasks { meter.cut(task.provider, from: task.billedFrom, to: end) }
    return meter.usage
  }

  /// What happened, once the run has ended.
  mutating func outcome() -> ServiceOutcome {
    for task in fleet.tasks { meter.cut(task.provider, from: task.billedFrom, to: end) }
    let minutes = plane.minutes
    let activities = log.activities(until: end)
    let changes = activities.filter { $0.notScaledReason == nil }
    var errors = ErrorCounts()
    for minute in minutes { errors += minute.errors }
    return ServiceOutcome(
      name: configuration.name,
      offered: minutes.reduce(0) { $0 + $1.offered },
      served: minutes.reduce(0) { $0 + $1.served },
      errors: errors,
      latency: plane.runLatency,
      objectiveP95: configuration.objectiveP95,
      breachMinutes: minutes.count { ($0.latency?.p95 ?? 0) > objectiveMilliseconds },
      minRunning: statistics.least,
      meanRunning: statistics.mean(until: end),
      maxRunning: statistics.greatest,
      taskSeconds: meter.taskSeconds,
      scaleOuts: changes.count { $0.toDesired > $0.fromDesired },
      scaleIns: changes.count { $0.toDesired < $0.fromDesired },
      activities: activities,
      timeline: Timeline(loads: minutes, counts: counts, published: history.cpu),
      hourly: hourly(minutes),
      usage: meter.usage,
      alarmTransitions: transitions, predictive: predictiveOutcomes(),
      spot: spot?.outcome,
      tasksLostWithZones: configuration.zoneOutages.isEmpty ? nil : zoneState.lostTasks,
      retries: plane.retries, loadTests: plane.loadTests, replacedTasks: replacedTasks)
  }

  private var objectiveMilliseconds: Double { configuration.objectiveP95.inSeconds * 1000 }

  private func hourly(_ minutes: MinuteLog) -> HourlyLoad {
    var hourly = HourlyLoad(calendar: calendar)
    for (minute, load) in minutes.enumerated() {
      let hour = calendar.hourIndex(of: .minute(Int64(minute)))
      hourly.requests[hour] += load.offered
      hourly.openMilliseconds[hour] += load.openMilliseconds
    }
    return hourly
  }
}
