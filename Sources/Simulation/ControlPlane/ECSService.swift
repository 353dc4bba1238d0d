internal import Autoscaling
internal import Kernel
internal import Ledger
internal import Units

/// Amazon ECS's side of one service: its tasks from launch to stop, deployments, and what happens to
/// tasks from outside.
///
/// Timing follows the aws-autoscaling reference, sections 5 and 11.
struct ECSService: ServiceTasks, ~Copyable {
  let settings: ECSSettings
  let key: RunKey
  private let calendar: LedgerCalendar
  private(set) var desired: Int
  private(set) var runningChanges: [CountChange]
  private(set) var meter: FargateMeter
  private(set) var statistics: RunningStatistics
  private var behaviors: [any ServiceBehavior]
  /// Whether a behavior looks at every minute.
  let watchesMinutes: Bool
  /// The service's metrics of the last whole minute.
  private var newest = ServiceMetrics.none
  /// Connections that were open at each task at its end.
  private var connections: [TaskID: Int] = [:]
  /// Tasks that were stopped because they failed their checks.
  private(set) var replacedTasks = 0
  /// Whether the checks under way have changed what ECS has to do.
  var needsReconciling = false
  // Written by the extensions of this type alone.
  var fleet = Fleet()
  var placement: Placement
  var health: TargetHealth
  var deployment: ActiveDeployment?
  var zones = ZoneOutageState()

  typealias Actions = [ControlAction]

  init(_ settings: ECSSettings, calendar: LedgerCalendar, key: RunKey, account: FargateAccount?) {
    self.settings = settings
    self.calendar = calendar
    self.key = key
    desired = settings.initialTasks
    runningChanges = [CountChange(time: .start, count: settings.initialTasks)]
    meter = FargateMeter(settings.size, calendar: calendar)
    statistics = RunningStatistics(initial: settings.initialTasks)
    placement = Placement(
      settings.placement, calendar: calendar, key: key, account: account)
    health = TargetHealth(settings.health)
    behaviors = settings.behaviors
    watchesMinutes = settings.behaviors.contains { type(of: $0).watchesMinutes }
  }

  // MARK: Facts

  @inline(__always)
  func running(at now: SimTime) -> Int { fleet.running }
  var healthy: Int { fleet.healthy }
  var isDeploying: Bool { deployment != nil }
  func isSteady(at now: SimTime) -> Bool { fleet.isSteady(desired: desired) }

  /// The instant of the run at which it is `time`; before the start for what was earlier.
  func instant(_ time: UTCTime) -> SimTime {
    .start + .seconds(time.seconds(since: calendar.period.start))
  }

  var period: Period { calendar.period }
  var end: SimTime { .start + calendar.period.duration }

  /// Pods that have been ready are those without the ones that fail their checks while they are new.
  func pods(initialization: SimDuration, at now: SimTime) -> (running: Int, ready: Int) {
    let ready = fleet.tasks.count { task in
      task.phase == .healthy && !(task.isUnhealthy && task.runningSince + initialization > now)
    }
    return (fleet.running, ready)
  }

  func taskNanoseconds(until now: SimTime) -> Int128 { statistics.taskNanoseconds(until: now) }

  /// Tasks whose processes run, and targets that take requests.
  var serving: (tasks: Int, targets: Int) {
    // With no healthy target the load balancer uses every registered one.
    let targets = fleet.healthy > 0 ? fleet.healthy : fleet.running
    return (fleet.tasks.count { $0.phase != .starting }, targets)
  }

  // MARK: Events

  mutating func set(desired count: Int) {
    growOld(by: count - desired)
    desired = count
  }

  mutating func start(at now: SimTime) -> Actions {
    var actions: Actions = []
    if behaviors.contains(where: { type(of: $0).endsTasks }) { watch(true, &actions) }
    for _ in 0..<settings.initialTasks { bringUpInitial(at: now, &actions) }
    return actions
  }

  var plannedEvents: Actions { deploymentTimes + desiredCountTimes }
  var outages: Actions { spotOutageTimes + zoneOutageTimes }

  mutating func handle(_ event: TaskEvent, at now: SimTime, isScaling: Bool) -> Actions {
    var actions: Actions = []
    // As many as most events have.
    actions.reserveCapacity(6)
    switch event {
    case .step(let index, let step): take(step, task: index, at: now, &actions)
    case .reconcile: reconcile(at: now, &actions)
    case .deploymentBegins(let place): beginDeployment(place, at: now, &actions)
    case .deploymentEnds(let revision): endDeployment(revision: revision, at: now, &actions)
    case .desiredCountSet(let place):
      let count = settings.desiredCountChanges[place].count
      actions.append(.adopt(count, cause: "desired count was set to \(count) from outside"))
    case .spotOutage(let zone): beginSpotOutage(zone, at: now, &actions)
    case .zoneFails(let zone): failZone(zone, at: now, &actions)
    case .zoneRecovers(let zone): recoverZone(zone, at: now, &actions)
    case .rebalance: rebalance(at: now, isScaling: isScaling, &actions)
    case .requestsWatched(let isWatching): watch(isWatching, &actions)
    case .behavior(let place, let payload):
      tellBehavior(Int(place), payload: payload, at: now, &actions)
    }
    actions.append(.checkSteadyState)
    return actions
  }

  private var desiredCountTimes: Actions {
    settings.desiredCountChanges.enumerated().flatMap { place, change in
      change.occurrences(in: period).map {
        .schedule(.tasks(.desiredCountSet(place)), at: instant($0))
      }
    }
  }

  /// ECS starts or stops as many tasks as the desired count asks for.
  mutating func reconcile(at now: SimTime, _ actions: inout Actions) {
    if deployment != nil { return reconcileDeployment(at: now, &actions) }
    let strength = fleet.strength()
    let missing = desired - strength.kept - interruptedTasks
    let most = max(desired, desired * settings.maximumPercent / 100)
    let room = most - fleet.wanted
    if missing > 0 {
      // What is missing altogether is not held up by the limit, which is for replacements.
      let launches = min(missing, max(room, desired - fleet.wanted - interruptedTasks))
      for _ in 0..<max(0, launches) { launch(at: now, &actions) }
      if launches <= 0 { makeRoom(strength, at: now, &actions) }
    }
    stopReplaced(strength, needed: desired, at: now, &actions)
    let surplus = strength.kept - desired
    guard surplus >= 0 else { return }
    let victims = fleet.victims(
      surplus, zones: placement.zoneCount, at: now, random: victimDraws(at: now))
    for task in victims { choose(task, at: now, &actions) }
    if victims.count < surplus { awaitProtectionEnd(at: now, &actions) }
  }

  /// Stops tasks that fail their checks as far as healthy ones have taken their places: ECS starts
  /// replacements first (What's New, 2023-10-23; Amazon ECS Developer Guide, "Rolling update",
  /// `minimumHealthyPercent`).
  mutating func stopReplaced(
    _ strength: Fleet.Strength, needed: Int, at now: SimTime, _ actions: inout Actions
  ) {
    let excess = strength.healthy + strength.failing.count - needed
    for task in strength.failing.prefix(max(0, excess)) { stopFailing(task, at: now, &actions) }
  }

  /// Stops one task that fails its checks where `maximumPercent` leaves no room for a replacement, the
  /// next one when that has started.
  mutating func makeRoom(
    _ strength: Fleet.Strength, at now: SimTime, _ actions: inout Actions
  ) {
    guard strength.kept == strength.healthy, let task = strength.failing.first else { return }
    stopFailing(task, at: now, &actions)
    actions.append(.schedule(.tasks(.reconcile), at: now + settings.stopToDeregister))
  }

  mutating func stopFailing(_ task: FleetTask, at now: SimTime, _ actions: inout Actions) {
    replacedTasks += 1
    noteFailure(of: task, at: now, &actions)
    choose(task, at: now, &actions)
  }

  /// A stream for this instant, where ECS stops any task of a zone.
  private func victimDraws(at now: SimTime) -> RandomStream? {
    settings.stopsAnyTask ? key.stream("scale-in", "\(now.nanoseconds)") : nil
  }

  /// Notes who runs after something has changed for a task.
  mutating func countRunning(at now: SimTime, _ actions: inout Actions) {
    statistics.change(to: fleet.running, at: now)
    if settings.keepsRunningChanges {
      runningChanges.append(CountChange(time: now, count: fleet.running))
    }
    actions.append(.tasksChanged)
  }

  // MARK: What is paid

  /// Bills a task that has stopped, or has ended before it was RUNNING.
  mutating func bill(_ task: FleetTask, at now: SimTime) {
    if task.billedFrom < .distantFuture { placement.release(task.provider, at: now) }
    meter.stopped(task.provider, from: task.billedFrom, to: now)
  }

  /// Bills the tasks that live on after the run.
  mutating func finish() {
    for task in fleet.tasks { meter.cut(task.provider, from: task.billedFrom, to: end) }
  }

  // MARK: Behaviors

  var figures: [BehaviorFigure] { behaviors.flatMap(\.figures).filter { $0.count > 0 } }

  mutating func minuteEnds(
    _ point: ServiceMetrics, connections: [TaskID: Int], at now: SimTime
  ) -> Actions {
    newest = point
    self.connections = connections
    var actions: Actions = []
    tellBehaviors(at: now, &actions) { $0.minuteEnds($1) }
    return actions
  }

  /// Tells all behaviors what happens, and does what they want.
  mutating func tellBehaviors(
    at now: SimTime, _ actions: inout Actions,
    _ event: (inout any ServiceBehavior, BehaviorView) -> [BehaviorAction]
  ) {
    guard !behaviors.isEmpty else { return }
    let view = behaviorView(at: now)
    for place in behaviors.indices {
      let wanted = event(&behaviors[place], view)
      for action in wanted { perform(action, of: place, at: now, &actions) }
    }
  }

  private mutating func tellBehavior(
    _ place: Int, payload: Int64, at now: SimTime, _ actions: inout Actions
  ) {
    let wanted = behaviors[place].happens(payload, behaviorView(at: now))
    for action in wanted { perform(action, of: place, at: now, &actions) }
  }

  private func behaviorView(at now: SimTime) -> BehaviorView {
    BehaviorView(
      now: now, desired: desired, isDeploying: deployment.map { !$0.isRollback } ?? false,
      tasks: fleet.tasks.filter(\.isRunning).map { view($0) },
      memoryPercent: newest.memoryPercent ?? 0,
      requestsPerTask: newest.requestsPerTarget ?? 0)
  }

  func view(_ task: FleetTask) -> TaskView {
    TaskView(
      id: task.id, isHealthy: task.isHealthy, connections: connections[task.id] ?? 0,
      isNew: deployment != nil && task.revision == fleet.revision)
  }

  private mutating func perform(
    _ action: BehaviorAction, of place: Int, at now: SimTime, _ actions: inout Actions
  ) {
    switch action {
    case .again(let time, let payload):
      guard time < end else { return }
      actions.append(
        .schedule(.tasks(.behavior(UInt16(place), payload: payload)), at: time))
    case .exit(let id): exit(id, at: now, &actions)
    case .failDeployment(let rollBack, let cause):
      failDeployment(rollBack: rollBack, cause: cause, at: now, &actions)
    }
  }
}
