internal import Units

// What ECS does with the findings of the load balancer's health checks.
extension ECSService {
  var checkedTargets: [TaskID] {
    fleet.tasks.filter {
      $0.phase == .healthy && !$0.isStopping && !$0.isInterrupted && !$0.isLost
    }.map(\.id)
  }

  var isCheckScheduled: Bool { health.isScheduled }
  var checkSecondsWatched: Double { health.secondsWatched }

  mutating func nextCheck(after now: SimTime) -> SimTime? { health.schedule(after: now) }

  mutating func beginChecks() {
    health.begin()
    replacedBeforeChecks = replacedTasks
  }

  mutating func check(_ id: TaskID, delay: SimDuration, at now: SimTime) -> Actions {
    guard var task = fleet.task(id.index) else { return [] }
    var actions: Actions = []
    switch health.check(id, delay: delay) {
    case .unchanged(let isUnhealthy):
      guard isUnhealthy else { return [] }
    case .healthy:
      task.isUnhealthy = false
      fleet.update(task)
      return [.tell(id, .healthy)]
    case .unhealthy:
      task.isUnhealthy = true
      fleet.update(task)
      actions.append(.tell(id, .unhealthy))
    }
    guard now - task.runningSince >= settings.gracePeriod else { return actions }
    countReplacement()
    choose(task, at: now, &actions)
    return actions
  }

  mutating func endChecks(isAnyBehind: Bool, at now: SimTime) -> Actions {
    var actions: Actions = []
    if replacedTasks > replacedBeforeChecks {
      actions.append(.scheduleAfter(.tasks(.reconcile), settings.activityToTask))
    }
    let goesOn = settings.isExact || isAnyBehind || fleet.tasks.contains(where: \.isUnhealthy)
    if goesOn, let next = nextCheck(after: now) {
      actions.append(.schedule(.healthChecks, at: next))
    }
    actions.append(.checkSteadyState)
    return actions
  }
}
