internal import Units

/// What ECS makes of the load balancer's health checks: which tasks it replaces, and whether it has to
/// look at their number again.
struct HealthChecks {
  private let settings: HealthCheckSettings
  private var health: TargetHealth
  /// Whether the checks under way have changed what ECS has to do.
  private var needsReconciling = false

  /// What a finding has made of a task.
  struct Change {
    var task: FleetTask
    /// For the plane.
    var news: TaskNews?
    /// Whether it has never served: ECS stops it at once.
    var stopsNow = false
  }

  init(_ settings: HealthCheckSettings) {
    self.settings = settings
    health = TargetHealth(settings.target)
  }

  var isScheduled: Bool { health.isScheduled }
  var secondsWatched: Double { health.secondsWatched }

  /// The targets that are checked, of a service's tasks.
  func targets(of tasks: [FleetTask]) -> [TaskID] {
    tasks.filter { $0.phase == .healthy && !$0.isStopping && !$0.isInterrupted && !$0.isLost }
      .map(\.id)
  }

  /// Whether a task waits for its first checks.
  func isNew(_ task: FleetTask) -> Bool {
    task.phase == .running && !task.isStopping && !task.isLost
  }

  mutating func next(after now: SimTime) -> SimTime? { health.schedule(after: now) }

  mutating func begin() {
    health.begin()
    needsReconciling = false
  }

  /// A check of a target that has been healthy.
  mutating func check(_ id: TaskID, delay: SimDuration) -> TargetHealth.Finding {
    health.check(id, delay: delay)
  }

  /// A task is RUNNING: its target will be registered, and checked from then on.
  ///
  /// - Returns: its next step, and when that is.
  mutating func watch(_ id: TaskID, at now: SimTime) -> (step: TaskStep, time: SimTime) {
    guard health.checksNewTargets else { return (.healthy, now + settings.applicationBoot) }
    return (.checked, health.register(id, at: now + settings.runningToRegistered))
  }

  /// A check of a new target, by itself.
  ///
  /// - Parameter delay: how long it waits behind requests, where its application answers.
  /// - Returns: what it finds, and when the next check is; `nil` once the target is healthy.
  mutating func checkNew(
    _ task: FleetTask, delay: SimDuration, at now: SimTime
  ) -> (finding: TargetHealth.Finding, next: SimTime?) {
    let answers = now >= task.runningSince + settings.applicationBoot
    let result = health.checkNew(task.id, delay: answers ? delay : nil, at: now)
    if result.finding != .healthy { needsReconciling = false }
    return result
  }

  /// What a finding makes of a task.
  ///
  /// ECS replaces a task that fails its checks, once its grace period is over: one that has served when
  /// a healthy one has taken its place, one that never has at once.
  mutating func change(
    _ task: FleetTask, _ finding: TargetHealth.Finding, at now: SimTime
  ) -> Change {
    var change = Change(task: task)
    switch finding {
    case .unchanged: return change
    case .healthy:
      // A replacement that has been started stays; ECS stops what is too many.
      needsReconciling = needsReconciling || task.isBeingReplaced
      change.task.isUnhealthy = false
      change.task.isBeingReplaced = false
      change.news = .healthy
      return change
    case .unhealthy:
      change.task.isUnhealthy = true
      change.news = .unhealthy
    case .stillFailing: break
    }
    guard !task.isBeingReplaced, now - task.runningSince >= settings.gracePeriod else {
      return change
    }
    needsReconciling = true
    change.stopsNow = task.phase == .running
    if !change.stopsNow { change.task.isBeingReplaced = true }
    return change
  }

  /// ECS looks at the number of its tasks where that is needed.
  var reconciliation: [ControlAction] {
    needsReconciling ? [.scheduleAfter(.tasks(.reconcile), settings.activityToTask)] : []
  }

  /// All targets have been checked.
  ///
  /// - Parameter isAnyFailing: whether a target is unhealthy, or nearly.
  mutating func end(isAnyFailing: @autoclosure () -> Bool, at now: SimTime) -> [ControlAction] {
    var actions = reconciliation
    if settings.isExact || isAnyFailing(), let next = next(after: now) {
      actions.append(.schedule(.healthChecks, at: next))
    }
    actions.append(.checkSteadyState)
    return actions
  }

  /// The target is no more.
  mutating func forget(_ id: TaskID) { health.forget(id) }
}

/// How a service's tasks are checked, and what ECS makes of it.
struct HealthCheckSettings {
  let target: TargetHealthSettings
  /// From RUNNING; ECS stops no unhealthy task before.
  let gracePeriod: SimDuration
  /// From RUNNING until the target is registered, and until the application answers.
  let runningToRegistered: SimDuration
  let applicationBoot: SimDuration
  /// From a decision to ECS starting or stopping tasks.
  let activityToTask: ClosedRange<SimDuration>
  /// Whether checks come at each interval, as at request level.
  let isExact: Bool

  init(_ times: TaskLifeCycle, isExact: Bool) {
    target = TargetHealthSettings(times)
    gracePeriod = times.gracePeriod
    runningToRegistered = times.runningToRegistered
    applicationBoot = times.applicationBoot
    activityToTask = times.activityToTask
    self.isExact = isExact
  }
}
