internal import Kernel
internal import Units

extension SimTime {
  /// Later than any run ends.
  static let distantFuture = SimTime(nanoseconds: .max)
}

extension ServiceConfiguration {
  /// The Spot capacity, where the strategy can place a task on it.
  package var spotInUse: SpotCapacity? {
    capacityProviders.contains { $0.provider == .fargateSpot && ($0.base > 0 || $0.weight > 0) }
      ? spotCapacity : nil
  }
}

// MARK: - Interruptions

extension ServiceRun {
  /// Tasks that have been interrupted and still run, for whom nothing is started yet.
  var interruptedTasks: Int {
    guard let spot, spot.capacity.replacement == .afterStop else { return 0 }
    return fleet.tasks.count { $0.isInterrupted }
  }

  mutating func scheduleInterruption(
    of id: TaskID, on provider: CapacityProviderStrategyItem.Provider
  ) {
    guard provider == .fargateSpot, let time = spot?.timeToInterruption(of: id), now + time < end
    else { return }
    schedule(.task(id.index, .interrupted), at: now + time)
  }

  mutating func scheduleSpotOutages() {
    guard let spot else { return }
    for (zone, outages) in spot.outages.enumerated() {
      for outage in outages where outage.lowerBound < end {
        schedule(.spotOutage(zone: zone), at: max(.start, outage.lowerBound))
      }
    }
  }

  /// Takes some of the zone's Spot tasks with the capacity.
  mutating func beginSpotOutage(_ zone: Int) {
    guard let spot, spot.capacity.interruptedShare > 0 else { return }
    for task in fleet.tasks where task.zone == zone && task.provider == .fargateSpot {
      if spot.isTakenByOutage(task.id) { take(.interrupted, task: task.id.index) }
    }
  }

  /// The two-minute warning: the target is deregistered, SIGTERM follows, and whatever happens the
  /// task has stopped when the two minutes are over.
  mutating func interrupt(_ interrupted: FleetTask) {
    guard let spot, interrupted.isRunning, !interrupted.isStopping, !interrupted.isLost
    else { return }
    var task = interrupted
    task.phase = .draining
    task.isInterrupted = true
    fleet.update(task)
    self.spot?.interruptions += 1
    plane.taskDraining(task.id)
    schedule(.task(task.id.index, .ending), at: now + spot.timeToSIGTERM(of: task.id))
    schedule(.task(task.id.index, .stopped), at: now + SpotCapacity.warning)
    if spot.capacity.replacement == .atWarning { replaceInterrupted() }
  }

  /// SIGTERM: the processes end with the last request, or by SIGKILL.
  mutating func end(_ task: FleetTask) {
    scheduleWhenIdle(.ended, task, within: configuration.lifeCycle.stopTimeout)
  }

  /// ECS notices the missing task a few seconds later.
  mutating func replaceInterrupted() {
    schedule(.reconcile, at: now + configuration.lifeCycle.activityToTask.upperBound)
  }
}
