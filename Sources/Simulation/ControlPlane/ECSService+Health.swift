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
    needsReconciling = false
  }

  mutating func check(_ id: TaskID, delay: SimDuration, at now: SimTime) -> Actions {
    guard var task = fleet.task(id.index) else { return [] }
    switch health.check(id, delay: delay) {
    case .unchanged(let isUnhealthy):
      return isUnhealthy ? replace(task, at: now) : []
    case .healthy:
      task.isUnhealthy = false
      // A replacement that has been started stays; ECS stops what is too many.
      let wasReplaced = task.isBeingReplaced
      task.isBeingReplaced = false
      fleet.update(task)
      needsReconciling = needsReconciling || wasReplaced
      return [.tell(id, .healthy)]
    case .unhealthy:
      task.isUnhealthy = true
      fleet.update(task)
      return [.tell(id, .unhealthy)] + replace(task, at: now)
    }
  }

  /// ECS replaces a task that fails its checks, once its grace period is over.
  private mutating func replace(_ failing: FleetTask, at now: SimTime) -> Actions {
    guard !failing.isBeingReplaced, now - failing.runningSince >= settings.gracePeriod else {
      return []
    }
    var task = failing
    task.isBeingReplaced = true
    fleet.update(task)
    needsReconciling = true
    return []
  }

  mutating func endChecks(isAnyBehind: Bool, at now: SimTime) -> Actions {
    var actions: Actions = []
    if needsReconciling {
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
