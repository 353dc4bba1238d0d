internal import Kernel
internal import Ledger
internal import Units

// Where new tasks go, and what keeps them from starting.
extension ServiceRun {
  /// The zone with the fewest tasks among those that `isOpen`, the first among equals; `nil` where
  /// none is: tasks are spread over zones (aws-autoscaling reference section 5.4).
  func emptiestZone(where isOpen: (Int) -> Bool = { _ in true }) -> Int? {
    guard zones.count > 1 else { return isOpen(0) ? 0 : nil }
    let counts = fleet.perZone(zones.count)
    return zones.indices.filter(isOpen).min { counts[$0] < counts[$1] }
  }

  /// Finds a zone for a task that is to start, or tries again later.
  ///
  /// A task asked of Spot waits for Spot: there is no fallback to on-demand capacity
  /// (aws-autoscaling reference section 7).
  mutating func place(_ id: TaskID) {
    guard var task = fleet.task(id.index), task.phase == .starting else { return }
    if task.isWaitingForSpot, let spot {
      self.spot?.waitingSeconds += spot.retryDelay(attempt: task.failedLaunches).inSeconds
      task.isWaitingForSpot = false
    }
    let isSpot = task.provider == .fargateSpot
    let open = emptiestZone { !zoneState.isDown($0) }
    let zone = emptiestZone { zone in
      !zoneState.isDown(zone) && (!isSpot || spot?.hasCapacity(zone: zone, at: now) ?? true)
    }
    guard let zone, account.hasRoom(configuration.cpuUnits, on: task.provider) else {
      task.isWaitingForSpot = isSpot && zone == nil && open != nil
      return retry(task)
    }
    task.zone = zone
    bringUp(task)
  }

  /// Ends a task that would now be RUNNING, where starts fail; it is paid for, and tried again.
  ///
  /// - Returns: whether it has failed.
  mutating func failsToStart(_ task: FleetTask) -> Bool {
    guard !configuration.lifeCycle.startFailures.isEmpty else { return false }
    let time = clockTime
    let failures = configuration.lifeCycle.startFailures.filter { $0.holds(at: time) }
    guard let share = failures.map(\.share).max() else { return false }
    var stream = RandomStream(
      seed: seed, replication: replication, component: "start failure",
      entity: "\(configuration.name)/\(task.id.index)/\(task.failedLaunches)")
    guard stream.uniform() < share else { return false }
    meter.stopped(task.provider, from: task.billedFrom, to: now)
    account.release(configuration.cpuUnits, on: task.provider, at: now)
    retry(task)
    return true
  }

  /// Counts a launch that failed, and schedules the next one.
  private mutating func retry(_ failed: FleetTask) {
    var task = failed
    task.failedLaunches += 1
    task.billedFrom = .distantFuture
    fleet.update(task)
    if task.isWaitingForSpot, let spot {
      self.spot?.failedLaunches += 1
      return schedule(
        .task(task.id.index, .retried), at: now + spot.retryDelay(attempt: task.failedLaunches))
    }
    failedStarts += 1
    let delay = configuration.lifeCycle.restartDelay
    let doublings = Int64(min(task.failedLaunches - 1, 20))
    schedule(
      .task(task.id.index, .retried),
      at: now + min(delay.upperBound, delay.lowerBound * (Int64(1) << doublings)))
  }
}
