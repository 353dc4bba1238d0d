internal import Kernel
internal import Units

// The life of a task.
extension ECSService {
  /// A task that ran before the start.
  mutating func bringUpInitial(at now: SimTime, _ actions: inout Actions) {
    let id = fleet.nextID
    let provider = nextProvider
    let perZone = fleet.perZone(placement.zoneCount)
    fleet.add(
      provider, billedFrom: now, phase: .healthy, zone: placement.emptiestZone(perZone) ?? 0)
    placement.begin(on: provider)
    // It is taken for RUNNING since then.
    if var task = fleet.task(id.index) {
      task.protectedUntil = protection(of: id, at: now)
      fleet.update(task)
    }
    actions.append(.tell(id, .serves))
    scheduleInterruption(of: id, on: provider, at: now, &actions)
    let initial = TaskView(id: id)
    tellBehaviors(at: now, &actions) { $0.taskRuns(initial, $1) }
  }

  private var nextProvider: CapacityProviderStrategyItem.Provider {
    placement.provider { provider in
      fleet.tasks.count { $0.isWanted && $0.provider == provider }
    }
  }

  /// - Parameter revision: of the task definition; `nil` for the current one.
  mutating func launch(revision: Int? = nil, at now: SimTime, _ actions: inout Actions) {
    let id = fleet.nextID
    fleet.add(
      nextProvider, billedFrom: .distantFuture, phase: .starting, revision: revision)
    place(id, at: now, &actions)
  }

  /// Starts a task where there is room for it, or tries again later.
  private mutating func place(_ id: TaskID, at now: SimTime, _ actions: inout Actions) {
    guard var task = fleet.task(id.index), task.phase == .starting else { return }
    let perZone = fleet.perZone(placement.zoneCount)
    let outcome = placement.place(task, perZone: perZone, at: now)
    switch outcome {
    case .placed(let zone, let launch):
      task.isWaitingForSpot = false
      task.zone = zone
      bringUp(task, launch: launch, &actions)
    case .failed: take(outcome, of: task, &actions)
    }
  }

  /// Draws the start-up times of a new task; each task has its own stream, so that the times of one
  /// do not depend on how many others there were draws for.
  private mutating func bringUp(
    _ placed: FleetTask, launch: SimTime, _ actions: inout Actions
  ) {
    var task = placed
    let times = settings.start
    var stream = key.stream("task start", "\(task.id.index)")
    let factor = stream.lognormalFactor(sigma: times.sigma)
    let pull = launch + SimDuration(seconds: times.provisioning.inSeconds * factor)
    let pullSeconds = times.imageMB * times.pullSecondsPerMB * factor
    task.billedFrom = pull
    fleet.update(task)
    schedule(.started, task, at: pull + SimDuration(seconds: pullSeconds), &actions)
  }

  /// Schedules the next try of a launch that has failed.
  private mutating func take(
    _ outcome: Placement.Outcome, of failed: FleetTask, _ actions: inout Actions
  ) {
    guard case .failed(let retry, let isWaitingForSpot) = outcome else { return }
    var task = failed
    task.isWaitingForSpot = isWaitingForSpot
    task.failedLaunches += 1
    task.billedFrom = .distantFuture
    fleet.update(task)
    schedule(.retried, task, at: retry, &actions)
  }

  /// Ends a task that would now be RUNNING, where starts fail; it is paid for, and tried again.
  ///
  /// - Returns: whether it has failed.
  private mutating func failsToStart(
    _ task: FleetTask, at now: SimTime, _ actions: inout Actions
  ) -> Bool {
    guard !settings.start.failures.isEmpty else { return false }
    let time = period.start.advanced(
      bySeconds: now.nanoseconds.floorDivided(by: 1_000_000_000))
    let failures = settings.start.failures.filter { $0.holds(at: time) }
    guard let share = failures.map(\.share).max() else { return false }
    var stream = key.stream("start failure", "\(task.id.index)/\(task.failedLaunches)")
    guard stream.uniform() < share else { return false }
    bill(task, at: now)
    noteFailure(of: task, at: now, &actions)
    take(placement.fail(task, isWaitingForSpot: false, at: now), of: task, &actions)
    return true
  }

  /// Tells a task to stop: one that is still starting goes at once, a running one is deregistered
  /// a while later.
  mutating func choose(_ victim: FleetTask, at now: SimTime, _ actions: inout Actions) {
    if victim.phase == .starting { return remove(victim, at: now) }
    var task = victim
    task.isStopping = true
    fleet.update(task)
    schedule(.deregistered, task, at: now + settings.stopToDeregister, &actions)
  }

  mutating func remove(_ task: FleetTask, at now: SimTime) {
    fleet.remove(task)
    health.forget(task.id)
    bill(task, at: now)
  }

  /// Carries a task one step on; steps of tasks that were stopped meanwhile are void.
  mutating func take(
    _ step: TaskStep, task index: Int, at now: SimTime, _ actions: inout Actions
  ) {
    guard let task = fleet.task(index), pass(step, task, at: now, &actions) else { return }
    countRunning(at: now, &actions)
    if deployment != nil || fleet.hasReplacements { reconcile(at: now, &actions) }
  }

  /// - Returns: whether the step was still to come.
  private mutating func pass(
    _ step: TaskStep, _ task: FleetTask, at now: SimTime, _ actions: inout Actions
  ) -> Bool {
    switch step {
    case .started: run(task, at: now, &actions)
    case .registered:
      if task.phase == .running, !task.isLost { actions.append(.tell(task.id, .registered)) }
    case .checked:
      actions.append(.checkNew(task.id))
      return false
    case .healthy: return passChecks(task, at: now, &actions)
    case .ramped:
      if task.isHealthy, !task.isLost, !isHeld(task) { actions.append(.tell(task.id, .healthy)) }
    case .lost: lose(task, at: now, &actions)
    case .retried: place(task.id, at: now, &actions)
    case .interrupted: interrupt(task, at: now, &actions)
    case .ending:
      // SIGTERM: the processes end with the last request, or by SIGKILL.
      actions.append(.scheduleWhenIdle(.ended, task.id, within: settings.stopTimeout))
    case .ended: actions.append(.tell(task.id, .stopped))
    case .deregistered: return deregister(task, at: now, &actions)
    case .terminated:
      actions.append(.scheduleWhenIdle(.stopped, task.id, within: settings.stopTimeout))
    case .stopped:
      actions.append(.tell(task.id, .stopped))
      remove(task, at: now)
      if task.isInterrupted { replaceMissing(at: now, &actions) }
    }
    return true
  }

  /// The containers run.
  private mutating func run(_ started: FleetTask, at now: SimTime, _ actions: inout Actions) {
    var task = started
    if failsToStart(task, at: now, &actions) { return }
    task.phase = .running
    task.runningSince = now
    task.protectedUntil = protection(of: task.id, at: now)
    fleet.update(task)
    actions.append(.tell(task.id, .started(settings.start.boot)))
    scheduleInterruption(of: task.id, on: task.provider, at: now, &actions)
    let started = view(task)
    tellBehaviors(at: now, &actions) { $0.taskRuns(started, $1) }
    schedule(
      .registered, task, at: now + min(settings.timeToAnswer, settings.timeToHealthy), &actions)
    watchNew(task, at: now, &actions)
  }

  private mutating func passChecks(
    _ passed: FleetTask, at now: SimTime, _ actions: inout Actions
  ) -> Bool {
    var task = passed
    guard task.phase == .running, !task.isLost else { return false }
    let isFirst = fleet.healthy == 0
    task.phase = .healthy
    task.isUnhealthy = false
    fleet.update(task)
    let passed = view(task)
    tellBehaviors(at: now, &actions) { $0.taskIsHealthy(passed, $1) }
    if isHeld(task) { return true }
    let ramp = settings.slowStart
    if settings.isExact || isFirst || ramp == .zero {
      actions.append(.tell(task.id, .healthy))
    } else {
      let half = SimDuration(nanoseconds: ramp.nanoseconds / 2)
      schedule(.ramped, task, at: now + half, &actions)
    }
    balance(with: task.id, at: now, &actions)
    return true
  }

  /// The target is deregistered: it gets no new requests, and ECS waits until it is unused.
  ///
  /// That takes the whole deregistration delay, with requests in flight or without: the load balancer
  /// shows a target as draining until then (Elastic Load Balancing, "Target groups for your Application
  /// Load Balancers", deregistration delay).
  private mutating func deregister(
    _ victim: FleetTask, at now: SimTime, _ actions: inout Actions
  ) -> Bool {
    var task = victim
    guard !task.isInterrupted else { return false }
    task.phase = .draining
    fleet.update(task)
    actions.append(.tell(task.id, .draining))
    schedule(.terminated, task, at: now + settings.deregistrationDelay, &actions)
    return true
  }

  /// The task's container exits: what it has in flight is lost, and ECS replaces the task.
  mutating func exit(_ id: TaskID, at now: SimTime, _ actions: inout Actions) {
    guard let task = fleet.task(id.index), task.isRunning, !task.isLost else { return }
    noteFailure(of: task, at: now, &actions)
    lose(task, at: now, &actions)
    countRunning(at: now, &actions)
    if deployment != nil { reconcile(at: now, &actions) }
  }

  /// Tells of a task that ended before RUNNING, has exited, or fails its checks.
  mutating func noteFailure(of task: FleetTask, at now: SimTime, _ actions: inout Actions) {
    let failed = view(task)
    tellBehaviors(at: now, &actions) { $0.taskFails(failed, $1) }
  }

  /// ECS notices the missing task a few seconds later.
  func replaceMissing(at now: SimTime, _ actions: inout Actions) {
    actions.append(
      .schedule(.tasks(.reconcile), at: now + settings.activityToTask.upperBound))
  }

  func schedule(_ step: TaskStep, _ task: FleetTask, at time: SimTime, _ actions: inout Actions) {
    actions.append(.schedule(.tasks(.step(task.id.index, step)), at: time))
  }

  // MARK: Protection

  /// Until when a task that is RUNNING now is kept from scale-in.
  private func protection(of id: TaskID, at now: SimTime) -> SimTime? {
    guard let protection = settings.scaleInProtection else { return nil }
    var stream = key.stream("scale-in protection", "\(id.index)")
    return stream.uniform() < protection.share ? now + protection.duration : nil
  }

  /// Looks again when the protection of a task ends that had to stay.
  func awaitProtectionEnd(at now: SimTime, _ actions: inout Actions) {
    let ends = fleet.tasks.filter(\.isWanted).compactMap(\.protectedUntil).filter { $0 > now }
    if let next = ends.min() { actions.append(.schedule(.tasks(.reconcile), at: next)) }
  }
}
