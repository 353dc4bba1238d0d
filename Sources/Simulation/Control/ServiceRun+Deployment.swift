internal import Autoscaling
internal import Ledger
internal import Units

/// A deployment in progress.
struct ActiveDeployment {
  let strategy: Deployment.Strategy
  let began: SimTime
  /// Blue/green: the new tasks get the requests.
  var isShifted = false
}

extension ServiceRun {
  mutating func scheduleDeployments() {
    for (place, deployment) in configuration.deployments.enumerated() {
      for time in deployment.occurrences(in: calendar.period) {
        schedule(
          .deploymentBegins(place),
          at: SimTime.start + .seconds(time.seconds(since: calendar.period.start)))
      }
    }
  }

  /// A newer deployment takes the place of one in progress: its tasks are old ones now.
  mutating func beginDeployment(_ place: Int) {
    let strategy = configuration.deployments[place].strategy
    let isHeir = deployment != nil
    deployment = ActiveDeployment(strategy: strategy, began: now)
    fleet.revision += 1
    note("\(strategy.name) deployment began" + (isHeir ? " in place of the one before" : ""))
    if let recording, recording.running != nil {
      return schedule(.deploymentEnds(fleet.revision), at: now + usualDeploymentTime(strategy))
    }
    schedule(.reconcile, at: now + draw(from: configuration.lifeCycle.activityToTask))
  }

  /// How long one step of a deployment takes where tasks are not modelled.
  private func usualDeploymentTime(_ strategy: Deployment.Strategy) -> SimDuration {
    let start = configuration.lifeCycle.usualStart
    if case .blueGreen(let bake) = strategy { return start + bake }
    return start
  }

  /// Starts new tasks and stops old ones as far as the bounds of the deployment allow.
  mutating func reconcileDeployment() {
    guard let deployment else { return }
    let bounds = deployment.strategy.bounds(desired: desired)
    let fresh = fleet.wanted(isCurrent: true)
    let room = max(bounds.most, desired) - fresh - fleet.wanted(isCurrent: false)
    if fresh < desired {
      for _ in 0..<min(desired - fresh, max(0, room)) { launch() }
    } else if fresh > desired {
      for task in fleet.newest(fresh - desired) { choose(task) }
    }
    switch deployment.strategy {
    case .rolling: stopOld(least: bounds.least)
    case .blueGreen(let bake): shift(bake: bake)
    }
    endDeploymentIfDone()
  }

  /// Old tasks that do not serve go first, then as many others as leave `least` healthy ones.
  private mutating func stopOld(least: Int) {
    var spare = fleet.healthy(isCurrent: nil) - least
    for task in fleet.old {
      if task.phase == .healthy, !task.isUnhealthy {
        guard spare > 0 else { continue }
        spare -= 1
      }
      choose(task)
    }
    // With a maximum of 100 % a new task starts only when an old one has made room.
    if fleet.wanted < desired {
      schedule(.reconcile, at: now + configuration.lifeCycle.stopToDeregister)
    }
  }

  /// All requests go to the new set at once when all of it is healthy.
  private mutating func shift(bake: SimDuration) {
    guard deployment?.isShifted == false, fleet.healthy(isCurrent: true) >= desired else { return }
    deployment?.isShifted = true
    for task in fleet.old where task.phase == .healthy { plane.taskUnhealthy(task.id) }
    for task in fleet.current where task.phase == .healthy { plane.taskHealthy(task.id) }
    schedule(.deploymentEnds(fleet.revision), at: now + bake)
  }

  /// Blue/green: the time to go back is over.
  mutating func endDeployment(revision: Int) {
    guard deployment != nil, fleet.revision == revision else { return }
    if recording?.running != nil { return finishDeployment() }
    for task in fleet.old { choose(task) }
    endDeploymentIfDone()
  }

  private mutating func endDeploymentIfDone() {
    guard let deployment, fleet.old.isEmpty, fleet.healthy(isCurrent: true) >= desired else {
      return
    }
    if case .blueGreen = deployment.strategy, !deployment.isShifted { return }
    finishDeployment()
  }

  private mutating func finishDeployment() {
    guard let ended = deployment else { return }
    deployment = nil
    let seconds = (now - ended.began).inSeconds.rounded()
    note("\(ended.strategy.name) deployment completed after \(Int64(seconds)) s")
    if recordedCountHold != nil { schedule(.recordedDesired, at: now) }
  }

  private mutating func note(_ cause: String) {
    log.note(
      by: "deployment", cause: cause, desired: scaling.requested, status: .successful, at: now)
  }

  /// Whether a task that has passed its checks must wait for the others of its set.
  func isHeld(_ task: FleetTask) -> Bool {
    guard let deployment, case .blueGreen = deployment.strategy else { return false }
    return !deployment.isShifted && task.revision == fleet.revision
  }
}
