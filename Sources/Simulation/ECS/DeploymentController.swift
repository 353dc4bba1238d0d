internal import Ledger
internal import Units

/// The deployments of a service: the one in progress, and which revision of the task definition its
/// tasks are of.
struct DeploymentController {
  private let settings: DeploymentSettings
  private var active: ActiveDeployment?
  /// Of the task definition; a deployment makes it the next one.
  private(set) var revision = 0
  /// The revision of the last deployment that completed.
  private var stableRevision = 0
  private var newestRevision = 0

  init(_ settings: DeploymentSettings) { self.settings = settings }

  // MARK: Facts

  var isDeploying: Bool { active != nil }
  /// Whether a deployment goes forward, not back.
  var isForward: Bool { active.map { !$0.isRollback } ?? false }
  /// How the deployment in progress is carried out.
  var strategy: Deployment.Strategy? { active?.strategy }

  /// Whether a task is of the revision that is being deployed.
  func isNew(_ task: FleetTask) -> Bool { active != nil && task.revision == revision }

  /// Whether a task that has passed its checks must wait for the others of its set.
  func isHeld(_ task: FleetTask) -> Bool {
    guard let active, case .blueGreen = active.strategy else { return false }
    return !active.isShifted && task.revision == revision
  }

  // MARK: Events

  /// Begins a deployment; one in progress gives place to it: its tasks are old ones now.
  mutating func begin(_ place: Int, desired: Int, at now: SimTime) -> [ControlAction] {
    let next = ActiveDeployment(
      strategy: settings.strategy(place), began: now, oldTasks: desired)
    let cause = next.beginning(isHeir: active != nil)
    active = next
    newestRevision += 1
    revision = newestRevision
    return [.note(by: ActiveDeployment.author, cause: cause)]
  }

  /// A scale-out during a rolling deployment is for the revision before, too.
  mutating func grow(by count: Int) {
    guard count > 0, let active, case .rolling = active.strategy else { return }
    self.active?.oldTasks += count
  }

  /// The deployment has failed: it goes back, or ends as it is.
  mutating func fail(rollBack: Bool, cause: String) -> [ControlAction] {
    guard let active, !active.isRollback, case .rolling = active.strategy else { return [] }
    revision = stableRevision
    let action: ControlAction
    if rollBack {
      self.active?.isRollback = true
      action = .note(by: ActiveDeployment.author, cause: cause)
    } else {
      self.active = nil
      action = .deploymentEnded(cause: cause)
    }
    return [action, .scheduleAfter(.tasks(.reconcile), settings.activityToTask)]
  }

  // MARK: A round of the scheduler, in three parts

  /// Starts new tasks as far as the bounds of the deployment allow, and stops those of them that are
  /// too many or have been replaced.
  mutating func fill(_ fleet: Fleet, desired: Int, at now: SimTime) -> [TaskOrder] {
    guard let bounds = active?.strategy.bounds(desired: desired) else { return [] }
    let fresh = fleet.strength(.of(revision))
    var orders = keepOld(fleet, desired: desired, least: bounds.least - fresh.healthy, bounds.most)
    let wanted = fleet.wanted + orders.count
    if fresh.kept < desired {
      let launches = min(desired - fresh.kept, max(0, max(bounds.most, desired) - wanted))
      orders +=
        launches == 0
        ? fresh.makeRoom(again: now + settings.stopToDeregister)
        : Array(repeating: .launch(revision: revision), count: launches)
    } else if fresh.kept > desired {
      orders += fleet.newest(fresh.kept - desired, of: revision).map { .stop($0) }
    }
    return orders + fresh.stopReplaced(needed: desired)
  }

  /// Starts tasks of the revision before, where it has lost some that it still needs, or where a
  /// scale-out has come: both revisions take part in it (What's New, 2025-11, "Amazon ECS improves
  /// Service Availability during Rolling deployments").
  ///
  /// - Parameters:
  ///   - least: healthy tasks that the new revision does not provide yet.
  ///   - most: tasks of both kinds together.
  private mutating func keepOld(
    _ fleet: Fleet, desired: Int, least: Int, _ most: Int
  ) -> [TaskOrder] {
    guard let active, case .rolling = active.strategy else { return [] }
    let needed = active.isRollback ? 0 : min(active.oldTasks, max(0, least))
    self.active?.oldTasks = needed
    let missing = needed - fleet.strength(.others(than: revision)).kept
    let launches = min(missing, max(most, desired) - fleet.wanted)
    return Array(repeating: .launch(revision: stableRevision), count: max(0, launches))
  }

  /// A rolling deployment's old tasks that do not serve and are not needed stop first, then as many
  /// others as leave enough healthy ones.
  ///
  /// - Parameter strategy: with which the round began; the deployment may have failed within it.
  func release(_ fleet: Fleet, desired: Int, _ strategy: Deployment.Strategy) -> [TaskOrder] {
    guard case .rolling = strategy else { return [] }
    let needed = active?.oldTasks ?? 0
    let old = fleet.strength(.others(than: revision))
    var spare = fleet.strength().healthy - strategy.bounds(desired: desired).least
    var starting = max(0, needed - old.healthy)
    var orders: [TaskOrder] = []
    for task in fleet.others(than: revision) where task.isKept {
      if task.isHealthy {
        guard spare > 0 else { continue }
        spare -= 1
      } else if starting > 0 {
        starting -= 1
        continue
      }
      orders.append(.stop(task))
    }
    return orders + old.stopReplaced(needed: needed)
  }

  /// Looks again where old tasks have made room; shifts the requests of a blue/green deployment; ends
  /// what is done.
  mutating func settle(
    _ fleet: Fleet, desired: Int, _ strategy: Deployment.Strategy, at now: SimTime
  ) -> [ControlAction] {
    var actions: [ControlAction] = []
    switch strategy {
    case .rolling:
      // With a maximum of 100 % a new task starts only when an old one has made room.
      if fleet.wanted < desired {
        actions.append(.schedule(.tasks(.reconcile), at: now + settings.stopToDeregister))
      }
    case .blueGreen(let bake): actions = shift(fleet, desired: desired, bake: bake, at: now)
    }
    return actions + endIfDone(fleet, desired: desired, at: now)
  }

  /// All requests go to the new set at once when all of it is healthy.
  private mutating func shift(
    _ fleet: Fleet, desired: Int, bake: SimDuration, at now: SimTime
  ) -> [ControlAction] {
    guard active?.isShifted == false,
      fleet.strength(.of(revision)).healthy >= desired
    else { return [] }
    active?.isShifted = true
    let old = fleet.others(than: revision).filter { $0.phase == .healthy }
    let fresh = fleet.of(revision).filter { $0.phase == .healthy }
    return old.map { .tell($0.id, .unhealthy) } + fresh.map { .tell($0.id, .healthy) }
      + [.schedule(.tasks(.deploymentEnds(revision)), at: now + bake)]
  }

  /// Blue/green: the time to go back is over for the deployment of a revision; its old tasks stop.
  ///
  /// - Returns: `nil` where it is no longer in progress.
  func endsBake(of revision: Int, _ fleet: Fleet) -> [TaskOrder]? {
    guard active != nil, self.revision == revision else { return nil }
    return fleet.others(than: revision).map { .stop($0) }
  }

  mutating func endIfDone(_ fleet: Fleet, desired: Int, at now: SimTime) -> [ControlAction] {
    guard let ended = active, !fleet.hasOthers(than: revision),
      fleet.strength(.of(revision)).healthy >= desired
    else { return [] }
    if case .blueGreen = ended.strategy, !ended.isShifted { return [] }
    active = nil
    stableRevision = revision
    return [.deploymentEnded(cause: ended.completion(at: now))]
  }
}

/// When a service is deployed, and how long its steps take.
struct DeploymentSettings {
  private let deployments: [Deployment]
  /// From a decision to ECS starting or stopping tasks.
  let activityToTask: ClosedRange<SimDuration>
  /// From "stopped a task" to its target being deregistered.
  let stopToDeregister: SimDuration

  init(_ configuration: ServiceConfiguration) {
    deployments = configuration.deployments
    activityToTask = configuration.lifeCycle.activityToTask
    stopToDeregister = configuration.lifeCycle.stopToDeregister
  }

  func plannedTimes(in calendar: LedgerCalendar) -> [ControlAction] {
    deployments.enumerated().flatMap { place, deployment in
      deployment.occurrences(in: calendar.period).map {
        .schedule(.tasks(.deploymentBegins(place)), at: calendar.instant($0))
      }
    }
  }

  /// How the deployment with that place is carried out.
  func strategy(_ place: Int) -> Deployment.Strategy { deployments[place].strategy }
}
