internal import Autoscaling
internal import Ledger
internal import Units

extension ControlPlane where Tasks == ECSService {
  /// Of one service with its own tasks.
  init(_ setup: Setup, plane: Plane, account: FargateAccount? = nil) {
    let tasks = ECSService(
      ECSSettings(
        setup.configuration, key: setup.key, isExact: Plane.isExact,
        keepsRunningChanges: setup.recording != nil),
      calendar: setup.calendar, key: setup.key, account: account)
    self.init(setup, plane: plane, tasks: tasks)
  }

  /// What happened, once the run has ended.
  mutating func outcome(_ configuration: ServiceConfiguration) -> ServiceOutcome {
    finish()
    let end = timetable.end
    let boundWork = plane.boundWork
    let load = LoadTotals(
      of: plane.minutes, calendar: timetable.calendar,
      objectiveMilliseconds: configuration.objectiveP95.inSeconds * 1000)
    var hourly = load.hourly
    if let boundWork { hourly.addConnections(of: boundWork, calendar: timetable.calendar) }
    let activities = target.activities(until: end)
    let changes = activities.filter { $0.notScaledReason == nil }
    return ServiceOutcome(
      name: configuration.name,
      offered: load.requests.offered,
      served: load.requests.offered - load.requests.errors.total, errors: load.requests.errors,
      latency: plane.runLatency,
      objectiveP95: configuration.objectiveP95,
      breachMinutes: load.breachMinutes,
      minRunning: tasks.books.statistics.least,
      meanRunning: tasks.books.statistics.mean(until: end),
      maxRunning: tasks.books.statistics.greatest,
      taskSeconds: tasks.books.meter.taskSeconds,
      scaleOuts: changes.count { $0.toDesired > $0.fromDesired },
      scaleIns: changes.count { $0.toDesired < $0.fromDesired },
      activities: activities,
      timeline: Timeline(
        loads: plane.minutes, counts: stream.counts, published: stream.history.cpu,
        memory: stream.history.memory),
      hourly: hourly,
      usage: tasks.books.meter.usage,
      alarmTransitions: alarms.transitions, predictive: predictiveOutcomes(),
      spot: tasks.spotOutcome,
      tasksLostWithZones: configuration.zoneOutages.isEmpty ? nil : tasks.tasksLostWithZones,
      retries: plane.retries, loadTests: plane.loadTests,
      replacedTasks: tasks.replacedTasks,
      failedStarts: tasks.failedStarts, events: tasks.figures,
      fargateUse: tasks.fargateUse, queue: plane.queue, boundWork: boundWork,
      start: beginning,
      contradictions: plane.books?.contradictions(load.requests) ?? [])
  }
}
