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
    var actions: Actions = []
    take(health.check(id, delay: delay), of: id, at: now, &actions)
    return actions
  }

  /// A task is RUNNING: its target will be registered, and checked from then on.
  mutating func watchNew(_ task: FleetTask, at now: SimTime, _ actions: inout Actions) {
    guard health.checksNewTargets else {
      return schedule(.healthy, task, at: now + settings.applicationBoot, &actions)
    }
    let first = health.register(task.id, at: now + settings.runningToRegistered)
    schedule(.checked, task, at: first, &actions)
  }

  /// A new target is checked.
  ///
  /// - Parameter delay: how long a check waits behind requests, where its application answers.
  mutating func checkNew(_ id: TaskID, delay: SimDuration, at now: SimTime) -> Actions {
    guard let task = fleet.task(id.index), task.phase == .running, !task.isStopping,
      !task.isLost
    else { return [] }
    let answers = now >= task.runningSince + settings.applicationBoot
    let (finding, next) = health.checkNew(id, delay: answers ? delay : nil, at: now)
    if finding == .healthy { return handle(.step(id.index, .healthy), at: now, isScaling: true) }
    var actions: Actions = []
    needsReconciling = false
    take(finding, of: id, at: now, &actions)
    if let next { schedule(.checked, task, at: next, &actions) }
    if needsReconciling {
      actions.append(.scheduleAfter(.tasks(.reconcile), settings.activityToTask))
    }
    return actions
  }

  private mutating func take(
    _ finding: TargetHealth.Finding, of id: TaskID, at now: SimTime, _ actions: inout Actions
  ) {
    guard finding != .unchanged, var task = fleet.task(id.index) else { return }
    switch finding {
    case .unchanged: break
    case .healthy:
      // A replacement that has been started stays; ECS stops what is too many.
      needsReconciling = needsReconciling || task.isBeingReplaced
      task.isUnhealthy = false
      task.isBeingReplaced = false
      fleet.update(task)
      actions.append(.tell(id, .healthy))
    case .unhealthy:
      task.isUnhealthy = true
      fleet.update(task)
      actions.append(.tell(id, .unhealthy))
      replace(task, at: now, &actions)
    case .stillFailing: replace(task, at: now, &actions)
    }
  }

  /// ECS replaces a task that fails its checks, once its grace period is over: one that has served when
  /// a healthy one has taken its place, one that never has at once.
  private mutating func replace(
    _ failing: FleetTask, at now: SimTime, _ actions: inout Actions
  ) {
    guard !failing.isBeingReplaced, now - failing.runningSince >= settings.gracePeriod else {
      return
    }
    needsReconciling = true
    if failing.phase == .running { return stopFailing(failing, at: now, &actions) }
    var task = failing
    task.isBeingReplaced = true
    fleet.update(task)
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
