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
    finishPlane()
    let end = timetable.end
    let service = settledTasks()
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
      minRunning: service.statistics.least,
      meanRunning: service.statistics.mean(until: end),
      maxRunning: service.statistics.greatest,
      taskSeconds: service.meter.taskSeconds,
      scaleOuts: changes.count { $0.toDesired > $0.fromDesired },
      scaleIns: changes.count { $0.toDesired < $0.fromDesired },
      activities: activities,
      timeline: Timeline(
        loads: plane.minutes, counts: stream.counts, published: stream.history.cpu,
        memory: stream.history.memory),
      hourly: hourly,
      usage: service.meter.usage,
      alarmTransitions: alarms.transitions, predictive: predictiveOutcomes(),
      spot: service.placement.spotOutcome,
      tasksLostWithZones: configuration.zoneOutages.isEmpty ? nil : service.zones.lostTasks,
      retries: plane.retries, loadTests: plane.loadTests,
      replacedTasks: service.replacedTasks,
      failedStarts: service.placement.failedStarts, events: service.figures,
      fargateUse: service.placement.use, queue: plane.queue, boundWork: boundWork,
      start: beginning,
      contradictions: plane.books?.contradictions(load.requests) ?? [])
  }

  /// The tasks with the bill of those that live on after the run.
  func settledTasks() -> ECSService {
    var service = tasks
    service.billRest()
    return service
  }
}
