internal import Autoscaling
internal import Ledger
internal import Units

/// A deployment in progress.
struct ActiveDeployment {
  let strategy: Deployment.Strategy
  let began: SimTime
  /// Blue/green: the new tasks get the requests.
  var isShifted = false
  /// Rolling: tasks that the revision before still needs.
  var oldTasks: Int
  /// Whether it goes back to the revision before.
  var isRollback = false

  func beginning(isHeir: Bool) -> String {
    "\(strategy.name) deployment began" + (isHeir ? " in place of the one before" : "")
  }

  func completion(at now: SimTime) -> String {
    let seconds = (now - began).inSeconds.rounded()
    return
      "\(strategy.name) deployment \(isRollback ? "rolled back" : "completed") after \(Int64(seconds)) s"
  }
}

extension ECSService {
  /// How activities name deployments.
  static var deploymentAuthor: String { "deployment" }

  var deploymentTimes: Actions {
    settings.deployments.enumerated().flatMap { place, deployment in
      deployment.occurrences(in: period).map {
        .schedule(.tasks(.deploymentBegins(place)), at: instant($0))
      }
    }
  }

  /// A newer deployment takes the place of one in progress: its tasks are old ones now.
  mutating func beginDeployment(_ place: Int, at now: SimTime, _ actions: inout Actions) {
    let next = ActiveDeployment(
      strategy: settings.deployments[place].strategy, began: now, oldTasks: desired)
    actions.append(
      .note(by: Self.deploymentAuthor, cause: next.beginning(isHeir: deployment != nil)))
    deployment = next
    fleet.beginRevision()
    tellBehaviors(at: now, &actions) { $0.deploymentBegins($1) }
    actions.append(.scheduleAfter(.tasks(.reconcile), settings.activityToTask))
  }

  /// Starts new tasks and stops old ones as far as the bounds of the deployment allow.
  mutating func reconcileDeployment(at now: SimTime, _ actions: inout Actions) {
    guard let deployment else { return }
    let bounds = deployment.strategy.bounds(desired: desired)
    let fresh = fleet.strength(isCurrent: true)
    keepOld(least: bounds.least - fresh.healthy, most: bounds.most, at: now, &actions)
    let room = max(bounds.most, desired) - fleet.wanted
    if fresh.kept < desired {
      let launches = min(desired - fresh.kept, max(0, room))
      for _ in 0..<launches { launch(at: now, &actions) }
      if launches == 0 { makeRoom(fresh, at: now, &actions) }
    } else if fresh.kept > desired {
      for task in fleet.newest(fresh.kept - desired) { choose(task, at: now, &actions) }
    }
    stopReplaced(fresh, needed: desired, at: now, &actions)
    switch deployment.strategy {
    case .rolling: stopOld(least: bounds.least, at: now, &actions)
    case .blueGreen(let bake): shift(bake: bake, at: now, &actions)
    }
    endDeploymentIfDone(at: now, &actions)
  }

  /// Starts tasks of the revision before, where it has lost some that it still needs, or where a
  /// scale-out has come: both revisions take part in it (What's New, 2025-11, "Amazon ECS improves
  /// Service Availability during Rolling deployments").
  ///
  /// - Parameters:
  ///   - least: healthy tasks that the new revision does not provide yet.
  ///   - most: tasks of both kinds together.
  private mutating func keepOld(
    least: Int, most: Int, at now: SimTime, _ actions: inout Actions
  ) {
    guard let active = deployment, case .rolling = active.strategy else { return }
    let needed = active.isRollback ? 0 : min(active.oldTasks, max(0, least))
    deployment?.oldTasks = needed
    let missing = needed - fleet.strength(isCurrent: false).kept
    let launches = min(missing, max(most, desired) - fleet.wanted)
    for _ in 0..<max(0, launches) {
      launch(revision: fleet.stableRevision, at: now, &actions)
    }
  }

  /// Old tasks that do not serve and are not needed go first, then as many others as leave `least`
  /// healthy ones.
  private mutating func stopOld(least: Int, at now: SimTime, _ actions: inout Actions) {
    let needed = deployment?.oldTasks ?? 0
    let old = fleet.strength(isCurrent: false)
    var spare = fleet.strength().healthy - least
    var starting = max(0, needed - old.healthy)
    for task in fleet.old where task.isKept {
      if task.isHealthy {
        guard spare > 0 else { continue }
        spare -= 1
      } else if starting > 0 {
        starting -= 1
        continue
      }
      choose(task, at: now, &actions)
    }
    stopReplaced(old, needed: needed, at: now, &actions)
    // With a maximum of 100 % a new task starts only when an old one has made room.
    if fleet.wanted < desired {
      actions.append(.schedule(.tasks(.reconcile), at: now + settings.stopToDeregister))
    }
  }

  /// A scale-out during a rolling deployment is for the revision before, too.
  mutating func growOld(by count: Int) {
    guard count > 0, let active = deployment, case .rolling = active.strategy else { return }
    deployment?.oldTasks += count
  }

  /// The deployment has failed.
  mutating func failDeployment(
    rollBack: Bool, cause: String, at now: SimTime, _ actions: inout Actions
  ) {
    guard let active = deployment, !active.isRollback, case .rolling = active.strategy else {
      return
    }
    fleet.rollBack()
    if rollBack {
      deployment?.isRollback = true
      actions.append(.note(by: Self.deploymentAuthor, cause: cause))
    } else {
      deployment = nil
      actions.append(.deploymentEnded(cause: cause))
    }
    actions.append(.scheduleAfter(.tasks(.reconcile), settings.activityToTask))
  }

  /// All requests go to the new set at once when all of it is healthy.
  private mutating func shift(bake: SimDuration, at now: SimTime, _ actions: inout Actions) {
    guard deployment?.isShifted == false, fleet.strength(isCurrent: true).healthy >= desired else {
      return
    }
    deployment?.isShifted = true
    for task in fleet.old where task.phase == .healthy {
      actions.append(.tell(task.id, .unhealthy))
    }
    for task in fleet.current where task.phase == .healthy {
      actions.append(.tell(task.id, .healthy))
    }
    actions.append(.schedule(.tasks(.deploymentEnds(fleet.revision)), at: now + bake))
  }

  /// Blue/green: the time to go back is over.
  mutating func endDeployment(revision: Int, at now: SimTime, _ actions: inout Actions) {
    guard deployment != nil, fleet.revision == revision else { return }
    for task in fleet.old { choose(task, at: now, &actions) }
    endDeploymentIfDone(at: now, &actions)
  }

  private mutating func endDeploymentIfDone(at now: SimTime, _ actions: inout Actions) {
    guard let ended = deployment, !fleet.hasOld, fleet.strength(isCurrent: true).healthy >= desired
    else {
      return
    }
    if case .blueGreen = ended.strategy, !ended.isShifted { return }
    deployment = nil
    fleet.completeRevision()
    actions.append(.deploymentEnded(cause: ended.completion(at: now)))
  }

  /// Whether a task that has passed its checks must wait for the others of its set.
  func isHeld(_ task: FleetTask) -> Bool {
    guard let deployment, case .blueGreen = deployment.strategy else { return false }
    return !deployment.isShifted && task.revision == fleet.revision
  }
}
