internal import Units

/// The zones of a run: the balance between them, and who watches requests.
struct ZoneOutageState {
  /// Tasks lost with their zones.
  var lostTasks = 0
  /// Outages near enough that requests in flight are watched.
  var watchers = 0
  /// A task that was started to restore the balance, until another has been stopped for it.
  var balancing: TaskID?
}

// MARK: - Spot

extension ECSService {
  /// Tasks that have been interrupted and still run, for whom nothing is started yet.
  var interruptedTasks: Int {
    placement.replacesAfterStop ? fleet.tasks.count { $0.isInterrupted } : 0
  }

  func scheduleInterruption(
    of id: TaskID, on provider: CapacityProviderStrategyItem.Provider, at now: SimTime,
    _ actions: inout Actions
  ) {
    guard let time = placement.timeToInterruption(of: id, on: provider), now + time < end else {
      return
    }
    actions.append(.schedule(.tasks(.step(id.index, .interrupted)), at: now + time))
  }

  var spotOutageTimes: Actions {
    placement.spotOutages.enumerated().flatMap { zone, outages in
      outages.filter { $0.lowerBound < end }.map {
        .schedule(.tasks(.spotOutage(zone: zone)), at: max(.start, $0.lowerBound))
      }
    }
  }

  /// Takes some of the zone's Spot tasks with the capacity.
  mutating func beginSpotOutage(_ zone: Int, at now: SimTime, _ actions: inout Actions) {
    for task in fleet.tasks where placement.isTakenByOutage(task, zone: zone) {
      take(.interrupted, task: task.id.index, at: now, &actions)
    }
  }

  /// The two-minute warning: the target is deregistered, SIGTERM follows, and whatever happens the
  /// task has stopped when the two minutes are over.
  mutating func interrupt(
    _ interrupted: FleetTask, at now: SimTime, _ actions: inout Actions
  ) {
    guard interrupted.isRunning, !interrupted.isStopping, !interrupted.isLost,
      let toSIGTERM = placement.interrupt(interrupted.id)
    else { return }
    var task = interrupted
    task.phase = .draining
    task.isInterrupted = true
    fleet.update(task)
    actions.append(.tell(task.id, .draining))
    schedule(.ending, task, at: now + toSIGTERM, &actions)
    schedule(.stopped, task, at: now + SpotCapacity.warning, &actions)
    if placement.replacesAtWarning { replaceMissing(at: now, &actions) }
  }
}

// MARK: - Zones

extension ECSService {
  var zoneOutageTimes: Actions {
    settings.zoneOutages.flatMap { outage -> Actions in
      guard let zone = placement.zone(named: outage.zone) else { return [] }
      let from = instant(outage.start)
      let until = from + outage.duration
      guard from < end, until > SimTime.start else { return [] }
      // What is in flight when the zone goes has to be known one by one.
      return [
        .schedule(
          .tasks(.requestsWatched(true)), at: max(.start, from - settings.longestRequest)),
        .schedule(.tasks(.zoneFails(zone)), at: max(.start, from)),
        .schedule(.tasks(.zoneRecovers(zone)), at: until),
      ]
    }
  }

  /// Outages may lie close together: watching ends with the last one that asked for it.
  mutating func watch(_ isWatching: Bool, _ actions: inout Actions) {
    zones.watchers += isWatching ? 1 : -1
    actions.append(.watchRequests(zones.watchers > 0))
  }

  /// Every task of the zone is gone at once; the load balancer notices by its health checks.
  mutating func failZone(_ zone: Int, at now: SimTime, _ actions: inout Actions) {
    placement.fail(zone: zone)
    let noticed = now + settings.health.timeToUnhealthy
    for task in fleet.tasks where task.zone == zone && !task.isLost {
      zones.lostTasks += 1
      if task.isRunning {
        var lost = task
        lost.isLost = true
        fleet.update(lost)
        actions.append(.tell(task.id, .failed))
        schedule(.lost, task, at: noticed, &actions)
      } else {
        lose(task, at: now, &actions)
      }
    }
    actions.append(.schedule(.tasks(.requestsWatched(false)), at: now))
  }

  mutating func recoverZone(_ zone: Int, at now: SimTime, _ actions: inout Actions) {
    placement.recover(zone: zone)
    scheduleRebalancing(at: now, &actions)
  }

  /// The task is gone, and ECS replaces it.
  mutating func lose(_ task: FleetTask, at now: SimTime, _ actions: inout Actions) {
    actions.append(.tell(task.id, .stopped))
    remove(task, at: now)
    replaceMissing(at: now, &actions)
  }

  private static var balanceInterval: SimDuration { .minutes(1) }

  private func scheduleRebalancing(at now: SimTime, _ actions: inout Actions) {
    guard settings.rebalancesZones, placement.zoneCount > 1 else { return }
    actions.append(.schedule(.tasks(.rebalance), at: now + Self.balanceInterval))
  }

  /// Moves one task from the fullest zone to the emptiest: the new one starts before the old one
  /// stops (aws-autoscaling reference section 5.4).
  ///
  /// It waits while the service is not steady or scales.
  mutating func rebalance(at now: SimTime, isScaling: Bool, _ actions: inout Actions) {
    if let task = zones.balancing, fleet.task(task.index) == nil { zones.balancing = nil }
    let counts = fleet.perZone(placement.zoneCount)
    let open = counts.indices.filter { !placement.isDown($0) }
    guard let most = counts.max(), let least = open.map({ counts[$0] }).min(), most - least >= 2
    else { return }
    scheduleRebalancing(at: now, &actions)
    guard zones.balancing == nil, !isScaling, isSteady(at: now) else { return }
    zones.balancing = fleet.nextID
    launch(at: now, &actions)
  }

  /// The task that restores the balance serves: ECS stops one of the fullest zone.
  mutating func balance(with id: TaskID, at now: SimTime, _ actions: inout Actions) {
    guard zones.balancing == id else { return }
    zones.balancing = nil
    actions.append(.schedule(.tasks(.reconcile), at: now))
  }
}
