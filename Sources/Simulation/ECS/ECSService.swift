internal import Autoscaling
internal import Ledger
internal import Units

/// Amazon ECS's side of one service: it tells its components, of which none calls another, what happens
/// and does what they answer (timing: aws-autoscaling reference, sections 5 and 11).
struct ECSService: ServiceTasks, ~Copyable {
  let settings: ECSSettings
  let calendar: LedgerCalendar
  private(set) var desired: Int
  private(set) var tasks: TaskSet
  private(set) var checks: HealthChecks
  private let scheduler: ServiceScheduler
  private(set) var deployments: DeploymentController
  private(set) var disturbances: Disturbances
  private(set) var behaviors: RunningBehaviors
  /// Tasks that were stopped because they failed their checks.
  private(set) var replacedTasks = 0

  typealias Actions = [ControlAction]

  init(_ settings: ECSSettings, calendar: LedgerCalendar, key: RunKey, account: FargateAccount?) {
    self.settings = settings
    self.calendar = calendar
    desired = settings.initialTasks
    tasks = TaskSet(settings, calendar: calendar, key: key, account: account)
    checks = HealthChecks(settings.health)
    scheduler = ServiceScheduler(settings.scheduler, key: key)
    deployments = DeploymentController(settings.deployments)
    disturbances = Disturbances(settings.disturbances, zones: tasks.placement.zones)
    behaviors = RunningBehaviors(settings.behaviors, end: calendar.end)
  }

  // MARK: Events

  mutating func start(at now: SimTime) -> Actions {
    var actions: Actions = []
    if behaviors.endsTasks { actions.append(disturbances.watch(true)) }
    for _ in 0..<settings.initialTasks {
      let id = tasks.bringUpInitial(revision: deployments.revision, at: now, &actions)
      tell(at: now, &actions) { $0.taskRuns(TaskView(id: id), $1) }
    }
    return actions
  }

  mutating func set(desired count: Int) {
    deployments.grow(by: count - desired)
    desired = count
  }

  mutating func handle(_ event: TaskEvent, at now: SimTime, isScaling: Bool) -> Actions {
    var actions: Actions = []
    // As many as most events have.
    actions.reserveCapacity(6)
    switch event {
    case .step(let index, let step): take(step, task: index, at: now, &actions)
    case .reconcile: reconcile(at: now, &actions)
    case .deploymentBegins(let place): beginDeployment(place, at: now, &actions)
    case .deploymentEnds(let revision):
      guard let orders = deployments.endsBake(of: revision, tasks.fleet) else { break }
      perform(orders, at: now, &actions)
      actions += deployments.endIfDone(tasks.fleet, desired: desired, at: now)
    case .disturbance(let event):
      let view = disturbanceView(at: now, isScaling: isScaling)
      perform(disturbances.orders(for: event, view), at: now, &actions)
    case .spotOutage(let zone):
      for id in tasks.takenByOutage(of: zone) {
        take(.interrupted, task: id.index, at: now, &actions)
      }
    case .behavior(let place, let payload):
      tell(Int(place)..<Int(place) + 1, at: now, &actions) { $0.happens(payload, $1) }
    }
    actions.append(.checkSteadyState)
    return actions
  }

  private mutating func beginDeployment(_ place: Int, at now: SimTime, _ actions: inout Actions) {
    actions += deployments.begin(place, desired: desired, at: now)
    tell(at: now, &actions) { $0.deploymentBegins($1) }
    actions.append(.scheduleAfter(.tasks(.reconcile), settings.activityToTask))
  }

  mutating func finish() { tasks.finish() }
}

// MARK: - Starting and stopping tasks

extension ECSService {
  /// ECS starts or stops as many tasks as the desired count asks for.
  private mutating func reconcile(at now: SimTime, _ actions: inout Actions) {
    if let strategy = deployments.strategy {
      perform(deployments.fill(tasks.fleet, desired: desired, at: now), at: now, &actions)
      perform(deployments.release(tasks.fleet, desired: desired, strategy), at: now, &actions)
      actions += deployments.settle(tasks.fleet, desired: desired, strategy, at: now)
      return
    }
    let surplus = tasks.fleet.kept - desired
    let orders = scheduler.fill(
      tasks.fleet, desired: desired, interrupted: tasks.interrupted,
      revision: deployments.revision, at: now)
    perform(orders, at: now, &actions)
    let stops = scheduler.shrink(
      tasks.fleet, by: surplus, zones: tasks.placement.zoneCount, at: now)
    perform(stops, at: now, &actions)
  }

  private mutating func perform(
    _ orders: [TaskOrder], at now: SimTime, _ actions: inout Actions
  ) {
    for order in orders {
      switch order {
      case .launch(let revision): tasks.launch(revision: revision, at: now, &actions)
      case .stop(let task): tasks.stop(task, at: now, &actions)
      case .stopFailing(let task): stopFailing(task, at: now, &actions)
      case .lose(let task, let noticed):
        if task.isRunning {
          tasks.strand(task, noticed: noticed, &actions)
        } else {
          lose(task, at: now, &actions)
        }
      case .closeZone(let zone): tasks.fail(zone: zone)
      case .openZone(let zone): tasks.recover(zone: zone)
      case .exit(let id): exit(id, at: now, &actions)
      case .failDeployment(let rollBack, let cause):
        actions += deployments.fail(rollBack: rollBack, cause: cause)
      case .act(let action): actions.append(action)
      }
    }
  }

  private mutating func stopFailing(_ task: FleetTask, at now: SimTime, _ actions: inout Actions) {
    replacedTasks += 1
    noteFailure(of: task, at: now, &actions)
    tasks.stop(task, at: now, &actions)
  }

  /// The task is gone, and ECS replaces it.
  private mutating func lose(_ task: FleetTask, at now: SimTime, _ actions: inout Actions) {
    remove(task, at: now, &actions)
    replaceMissing(at: now, &actions)
  }

  private mutating func remove(_ task: FleetTask, at now: SimTime, _ actions: inout Actions) {
    actions.append(.tell(task.id, .stopped))
    tasks.remove(task, at: now)
    checks.forget(task.id)
  }

  /// ECS notices the missing task a few seconds later.
  private func replaceMissing(at now: SimTime, _ actions: inout Actions) {
    actions.append(.schedule(.tasks(.reconcile), at: now + settings.activityToTask.upperBound))
  }

  /// Notes who runs after something has changed for a task.
  private mutating func countRunning(at now: SimTime, _ actions: inout Actions) {
    tasks.countRunning(at: now)
    actions.append(.tasksChanged)
  }
}

// MARK: - The steps of a task

extension ECSService {
  /// Carries a task one step on; steps of tasks that were stopped meanwhile are void.
  private mutating func take(
    _ step: TaskStep, task index: Int, at now: SimTime, _ actions: inout Actions
  ) {
    guard let task = tasks.task(index), pass(step, task, at: now, &actions) else { return }
    countRunning(at: now, &actions)
    if isDeploying || tasks.fleet.hasReplacements { reconcile(at: now, &actions) }
  }

  /// - Returns: whether the step was still to come.
  private mutating func pass(
    _ step: TaskStep, _ task: FleetTask, at now: SimTime, _ actions: inout Actions
  ) -> Bool {
    switch step {
    case .started: run(task, at: now, &actions)
    case .healthy: return passChecks(task, at: now, &actions)
    case .ramped where deployments.isHeld(task): break
    case .lost: lose(task, at: now, &actions)
    case .interrupted:
      if tasks.interrupt(task, at: now, &actions) { replaceMissing(at: now, &actions) }
    case .stopped:
      remove(task, at: now, &actions)
      if task.isInterrupted { replaceMissing(at: now, &actions) }
    case .registered, .checked, .ramped, .retried, .ending, .ended, .deregistered, .terminated:
      return tasks.pass(step, task, at: now, &actions)
    }
    return true
  }

  /// The containers run, unless the start fails; then it is paid for, and tried again.
  private mutating func run(_ started: FleetTask, at now: SimTime, _ actions: inout Actions) {
    if tasks.failsToStart(started, at: now) {
      noteFailure(of: started, at: now, &actions)
      return tasks.retry(started, at: now, &actions)
    }
    let task = tasks.run(started, at: now, &actions)
    let running = view(task)
    tell(at: now, &actions) { $0.taskRuns(running, $1) }
    tasks.register(task, at: now, &actions)
    let next = checks.watch(task.id, at: now)
    actions.append(.step(next.step, of: task.id, at: next.time))
  }

  private mutating func passChecks(
    _ passed: FleetTask, at now: SimTime, _ actions: inout Actions
  ) -> Bool {
    let isFirst = healthy == 0
    guard let task = tasks.passChecks(passed) else { return false }
    let healthy = view(task)
    tell(at: now, &actions) { $0.taskIsHealthy(healthy, $1) }
    if deployments.isHeld(task) { return true }
    tasks.admit(task, isFirst: isFirst, at: now, &actions)
    actions += disturbances.serves(task.id, at: now)
    return true
  }

  /// The task's container exits: what it has in flight is lost, and ECS replaces the task.
  private mutating func exit(_ id: TaskID, at now: SimTime, _ actions: inout Actions) {
    guard let task = tasks.task(id.index), task.isRunning, !task.isLost else { return }
    noteFailure(of: task, at: now, &actions)
    lose(task, at: now, &actions)
    countRunning(at: now, &actions)
    if isDeploying { reconcile(at: now, &actions) }
  }

  /// Tells of a task that ended before RUNNING, has exited, or fails its checks.
  private mutating func noteFailure(
    of task: FleetTask, at now: SimTime, _ actions: inout Actions
  ) {
    let failed = view(task)
    tell(at: now, &actions) { $0.taskFails(failed, $1) }
  }
}

// MARK: - Health checks

extension ECSService {
  mutating func nextCheck(after now: SimTime) -> SimTime? { checks.next(after: now) }
  mutating func beginChecks() { checks.begin() }

  mutating func check(_ id: TaskID, delay: SimDuration, at now: SimTime) -> Actions {
    var actions: Actions = []
    take(checks.check(id, delay: delay), of: id, at: now, &actions)
    return actions
  }

  mutating func checkNew(_ id: TaskID, delay: SimDuration, at now: SimTime) -> Actions {
    guard let task = tasks.task(id.index), checks.isNew(task) else { return [] }
    let (finding, next) = checks.checkNew(task, delay: delay, at: now)
    if finding == .healthy { return handle(.step(id.index, .healthy), at: now, isScaling: true) }
    var actions: Actions = []
    take(finding, of: id, at: now, &actions)
    if let next { actions.append(.step(.checked, of: id, at: next)) }
    return actions + checks.reconciliation
  }

  private mutating func take(
    _ finding: TargetHealth.Finding, of id: TaskID, at now: SimTime, _ actions: inout Actions
  ) {
    guard finding != .unchanged, let task = tasks.task(id.index) else { return }
    let change = checks.change(task, finding, at: now)
    tasks.update(change.task)
    if let news = change.news { actions.append(.tell(id, news)) }
    if change.stopsNow { stopFailing(change.task, at: now, &actions) }
  }

  mutating func endChecks(isAnyBehind: Bool, at now: SimTime) -> Actions {
    checks.end(
      isAnyFailing: isAnyBehind || tasks.fleet.tasks.contains(where: \.isUnhealthy), at: now)
  }
}

// MARK: - Behaviors

extension ECSService {
  mutating func minuteEnds(
    _ point: ServiceMetrics, connections: [TaskID: Int], at now: SimTime
  ) -> Actions {
    behaviors.take(point, connections: connections)
    var actions: Actions = []
    tell(at: now, &actions) { $0.minuteEnds($1) }
    return actions
  }

  /// Tells behaviors what happens, and does what they want.
  ///
  /// - Parameter places: of those that are told; `nil` for all.
  private mutating func tell(
    _ places: Range<Int>? = nil, at now: SimTime, _ actions: inout Actions,
    _ event: (inout any ServiceBehavior, BehaviorView) -> [BehaviorAction]
  ) {
    guard !behaviors.places.isEmpty else { return }
    let view = view(at: now)
    for place in places ?? behaviors.places {
      perform(behaviors.tell(place, view, event), at: now, &actions)
    }
  }
}
