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
    plane.finish()
    for task in fleet.tasks { meter.cut(task.provider, from: task.billedFrom, to: end) }
    let load = LoadTotals(
      of: plane.minutes, calendar: calendar,
      objectiveMilliseconds: configuration.objectiveP95.inSeconds * 1000)
    let activities = log.activities(until: end)
    let changes = activities.filter { $0.notScaledReason == nil }
    return ServiceOutcome(
      name: configuration.name,
      offered: load.requests.offered,
      served: load.requests.offered - load.requests.errors.total, errors: load.requests.errors,
      latency: plane.runLatency,
      objectiveP95: configuration.objectiveP95,
      breachMinutes: load.breachMinutes,
      minRunning: statistics.least,
      meanRunning: statistics.mean(until: end),
      maxRunning: statistics.greatest,
      taskSeconds: meter.taskSeconds,
      scaleOuts: changes.count { $0.toDesired > $0.fromDesired },
      scaleIns: changes.count { $0.toDesired < $0.fromDesired },
      activities: activities,
      timeline: Timeline(loads: plane.minutes, counts: counts, published: history.cpu),
      hourly: load.hourly,
      usage: meter.usage,
      alarmTransitions: transitions, predictive: predictiveOutcomes(),
      spot: spot?.outcome,
      tasksLostWithZones: configuration.zoneOutages.isEmpty ? nil : zoneState.lostTasks,
      retries: plane.retries, loadTests: plane.loadTests, replacedTasks: replacedTasks,
      failedStarts: failedStarts, fargateUse: account.record,
      contradictions: plane.books?.contradictions(load.requests) ?? [])
  }
}

/// What all minutes of a run add up to.
private struct LoadTotals {
  private(set) var requests = RequestResults()
  private(set) var breachMinutes = 0
  private(set) var hourly: HourlyLoad

  init(of minutes: RowLog<MinuteLoad>, calendar: LedgerCalendar, objectiveMilliseconds: Double) {
    hourly = HourlyLoad(calendar: calendar)
    for (minute, load) in minutes.enumerated() {
      requests.minutes += 1
      requests.offered += load.offered
      requests.errors += load.errors
      requests.leastServed = min(requests.leastServed, load.served)
      requests.openMilliseconds += load.openMilliseconds
      if let p95 = load.latency?.p95, p95 > objectiveMilliseconds { breachMinutes += 1 }
      let hour = calendar.hourIndex(of: .minute(Int64(minute)))
      hourly.requests[hour] += load.offered
      hourly.openMilliseconds[hour] += load.openMilliseconds
    }
  }
}
