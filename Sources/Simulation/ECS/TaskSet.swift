internal import Ledger
internal import Units

/// The tasks of a service from launch to stop: where each is, what comes next for it, and what is paid.
///
/// It knows no deployment, no health check and no outage: `ECSService` says which tasks start and stop.
struct TaskSet {
  private let settings: TaskSetSettings
  private(set) var fleet = Fleet()
  private(set) var placement: Placement
  private(set) var books: TaskBooks
  private let starts: TaskStart
  private let end: SimTime

  typealias Actions = [ControlAction]

  init(
    _ settings: ECSSettings, calendar: LedgerCalendar, key: RunKey, account: FargateAccount?
  ) {
    self.settings = settings.tasks
    placement = Placement(
      settings.placement, calendar: calendar, key: key, account: account)
    books = TaskBooks(
      initialTasks: settings.initialTasks, settings.size, calendar: calendar,
      keepsChanges: settings.keepsRunningChanges)
    starts = TaskStart(settings.start, calendar: calendar, key: key)
    end = calendar.end
  }

  // MARK: Facts

  /// - Complexity: O(log tasks).
  func task(_ index: Int) -> FleetTask? { fleet.task(index) }

  /// Tasks that have been interrupted and still run, for whom nothing is started yet.
  var interrupted: Int {
    placement.replacesAfterStop ? fleet.tasks.count { $0.isInterrupted } : 0
  }

  /// Tasks that the beginning of a Spot outage takes with it.
  func takenByOutage(of zone: Int) -> [TaskID] {
    fleet.tasks.filter { placement.isTakenByOutage($0, zone: zone) }.map(\.id)
  }

  private var nextProvider: CapacityProviderStrategyItem.Provider {
    placement.provider { provider in
      fleet.tasks.count { $0.isWanted && $0.provider == provider }
    }
  }

  mutating func update(_ task: FleetTask) { fleet.update(task) }

  // MARK: Launch

  /// A task that ran before the start; it is taken for RUNNING since then.
  mutating func bringUpInitial(
    revision: Int, at now: SimTime, _ actions: inout Actions
  ) -> TaskID {
    let id = fleet.nextID
    let provider = nextProvider
    let perZone = fleet.perZone(placement.zoneCount)
    fleet.add(
      provider, billedFrom: now, phase: .healthy, zone: placement.emptiestZone(perZone) ?? 0,
      revision: revision)
    placement.begin(on: provider)
    if var task = fleet.task(id.index) {
      task.protectedUntil = starts.protection(of: id, at: now)
      fleet.update(task)
    }
    actions.append(.tell(id, .serves))
    scheduleInterruption(of: id, on: provider, at: now, &actions)
    return id
  }

  /// - Parameter revision: of the task definition.
  mutating func launch(revision: Int, at now: SimTime, _ actions: inout Actions) {
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
    guard case .placed(let zone, let launch) = outcome else {
      return take(outcome, of: task, &actions)
    }
    let times = starts.times(of: id, launch: launch)
    task.isWaitingForSpot = false
    task.zone = zone
    task.billedFrom = times.pull
    fleet.update(task)
    actions.append(.step(.started, of: id, at: times.running))
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
    actions.append(.step(.retried, of: task.id, at: retry))
  }

  /// Bills a task that would now be RUNNING, where its start fails.
  ///
  /// - Returns: whether it has failed; then `retry` is to follow.
  mutating func failsToStart(_ task: FleetTask, at now: SimTime) -> Bool {
    guard starts.fails(task, at: now) else { return false }
    bill(task, at: now)
    return true
  }

  /// A task whose start has failed is tried again.
  mutating func retry(_ task: FleetTask, at now: SimTime, _ actions: inout Actions) {
    take(placement.fail(task, isWaitingForSpot: false, at: now), of: task, &actions)
  }

  // MARK: RUNNING

  /// The containers run.
  mutating func run(
    _ started: FleetTask, at now: SimTime, _ actions: inout Actions
  ) -> FleetTask {
    var task = started
    task.phase = .running
    task.runningSince = now
    task.protectedUntil = starts.protection(of: task.id, at: now)
    fleet.update(task)
    actions.append(.tell(task.id, .started(starts.boot)))
    scheduleInterruption(of: task.id, on: task.provider, at: now, &actions)
    return task
  }

  /// It is a target as soon as it may get requests.
  func register(_ task: FleetTask, at now: SimTime, _ actions: inout Actions) {
    let delay = min(settings.timeToAnswer, settings.timeToHealthy)
    actions.append(.step(.registered, of: task.id, at: now + delay))
  }

  /// It has passed its first checks.
  ///
  /// - Returns: `nil` for one that does not wait for them any more.
  mutating func passChecks(_ passed: FleetTask) -> FleetTask? {
    guard passed.phase == .running, !passed.isLost else { return nil }
    var task = passed
    task.phase = .healthy
    task.isUnhealthy = false
    fleet.update(task)
    return task
  }

  /// It gets requests, at once or as its slow start goes on.
  ///
  /// - Parameter isFirst: whether no other does.
  func admit(_ task: FleetTask, isFirst: Bool, at now: SimTime, _ actions: inout Actions) {
    let ramp = settings.slowStart
    if settings.isExact || isFirst || ramp == .zero {
      actions.append(.tell(task.id, .healthy))
    } else {
      let half = SimDuration(nanoseconds: ramp.nanoseconds / 2)
      actions.append(.step(.ramped, of: task.id, at: now + half))
    }
  }

  // MARK: Stop

  /// Tells a task to stop: one that is still starting goes at once, a running one is deregistered
  /// a while later.
  mutating func stop(_ victim: FleetTask, at now: SimTime, _ actions: inout Actions) {
    if victim.phase == .starting { return remove(victim, at: now) }
    var task = victim
    task.isStopping = true
    fleet.update(task)
    actions.append(
      .step(.deregistered, of: task.id, at: now + settings.stopToDeregister))
  }

  /// The steps of a task that concern nobody else.
  ///
  /// - Returns: whether it was still to come.
  mutating func pass(
    _ step: TaskStep, _ task: FleetTask, at now: SimTime, _ actions: inout Actions
  ) -> Bool {
    switch step {
    case .registered:
      if task.phase == .running, !task.isLost { actions.append(.tell(task.id, .registered)) }
    case .checked:
      actions.append(.checkNew(task.id))
      return false
    case .ramped:
      if task.isHealthy, !task.isLost { actions.append(.tell(task.id, .healthy)) }
    case .retried: place(task.id, at: now, &actions)
    case .deregistered: return deregister(task, at: now, &actions)
    // SIGTERM: the processes end with the last request, or by SIGKILL.
    case .ending:
      actions.append(.scheduleWhenIdle(.ended, task.id, within: settings.stopTimeout))
    case .terminated:
      actions.append(.scheduleWhenIdle(.stopped, task.id, within: settings.stopTimeout))
    case .ended: actions.append(.tell(task.id, .stopped))
    case .started, .healthy, .lost, .interrupted, .stopped: break
    }
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
    actions.append(
      .step(.terminated, of: task.id, at: now + settings.deregistrationDelay))
    return true
  }

  /// The task is gone.
  mutating func remove(_ task: FleetTask, at now: SimTime) {
    fleet.remove(task)
    bill(task, at: now)
  }

  // MARK: Spot

  private func scheduleInterruption(
    of id: TaskID, on provider: CapacityProviderStrategyItem.Provider, at now: SimTime,
    _ actions: inout Actions
  ) {
    guard let time = placement.timeToInterruption(of: id, on: provider), now + time < end else {
      return
    }
    actions.append(.step(.interrupted, of: id, at: now + time))
  }

  /// The two-minute warning: the target is deregistered, SIGTERM follows, and whatever happens the
  /// task has stopped when the two minutes are over.
  ///
  /// - Returns: whether a task is to be started in its place now.
  mutating func interrupt(
    _ interrupted: FleetTask, at now: SimTime, _ actions: inout Actions
  ) -> Bool {
    guard interrupted.isRunning, !interrupted.isStopping, !interrupted.isLost,
      let toSIGTERM = placement.interrupt(interrupted.id)
    else { return false }
    var task = interrupted
    task.phase = .draining
    task.isInterrupted = true
    fleet.update(task)
    actions.append(.tell(task.id, .draining))
    actions.append(.step(.ending, of: task.id, at: now + toSIGTERM))
    actions.append(.step(.stopped, of: task.id, at: now + SpotCapacity.warning))
    return placement.replacesAtWarning
  }

  // MARK: Zones

  mutating func fail(zone: Int) { placement.fail(zone: zone) }
  mutating func recover(zone: Int) { placement.recover(zone: zone) }

  /// The task is gone with its zone, and nobody has noticed yet: the load balancer does at `noticed`.
  mutating func strand(_ task: FleetTask, noticed: SimTime, _ actions: inout Actions) {
    var lost = task
    lost.isLost = true
    fleet.update(lost)
    actions.append(.tell(task.id, .failed))
    actions.append(.step(.lost, of: task.id, at: noticed))
  }

  // MARK: What it amounts to

  /// Notes who runs after something has changed for a task.
  mutating func countRunning(at now: SimTime) { books.count(running: fleet.running, at: now) }

  /// Bills a task that has stopped, or has ended before it was RUNNING.
  private mutating func bill(_ task: FleetTask, at now: SimTime) {
    if task.billedFrom < .distantFuture { placement.release(task.provider, at: now) }
    books.bill(task, at: now)
  }

  /// The run has ended: tasks that live on are paid up to its end.
  mutating func finish() { books.cut(fleet.tasks, at: end) }
}
