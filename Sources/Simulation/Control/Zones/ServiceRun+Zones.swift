internal import Kernel
internal import Ledger
internal import Units

/// The zones of a run: which are gone, and the balance between them.
struct ZoneState {
  /// By zone: outages under way.
  var down: [Int]
  /// Tasks lost with their zones.
  var lostTasks = 0
  /// Outages near enough that requests in flight are watched.
  var watchers = 0
  /// A task that was started to restore the balance, until another has been stopped for it.
  var balancing: TaskID?

  func isDown(_ zone: Int) -> Bool { down[zone] > 0 }
}

extension TaskLifeCycle {
  /// Checks that fail before the load balancer calls a target unhealthy, and how long one takes to
  /// fail: its defaults (aws-autoscaling reference section 5.3).
  private static let unhealthyThreshold: Int64 = 2
  private static let checkTimeout = SimDuration.seconds(5)

  /// From a target's end until the load balancer stops sending to it.
  var timeToUnhealthy: SimDuration {
    guard healthyThreshold > 0 else { return Self.checkTimeout }
    return healthCheckInterval * Self.unhealthyThreshold + Self.checkTimeout
  }
}

// MARK: - Outages

extension ServiceRun {
  /// When a request that arrives now has been answered or given up at the latest.
  private var longestRequest: SimDuration {
    let timeouts = configuration.timeouts
    return min(timeouts.client ?? timeouts.loadBalancerIdle, timeouts.loadBalancerIdle)
  }

  mutating func scheduleZoneOutages() {
    for outage in configuration.zoneOutages {
      guard let zone = zones.firstIndex(of: outage.zone) else { continue }
      let from = SimTime.start + .seconds(outage.start.seconds(since: calendar.period.start))
      let until = from + outage.duration
      guard from < end, until > SimTime.start else { continue }
      // What is in flight when the zone goes has to be known one by one.
      schedule(.requestsWatched(true), at: max(.start, from - longestRequest))
      schedule(.zoneFails(zone), at: max(.start, from))
      schedule(.zoneRecovers(zone), at: until)
    }
  }

  /// Outages may lie close together: watching ends with the last one that asked for it.
  mutating func watch(_ isWatching: Bool) {
    zoneState.watchers += isWatching ? 1 : -1
    plane.watchRequests(zoneState.watchers > 0)
  }

  /// Every task of the zone is gone at once; who runs the service notices by its health checks.
  mutating func failZone(_ zone: Int) {
    zoneState.down[zone] += 1
    let noticed = now + configuration.lifeCycle.timeToUnhealthy
    for task in fleet.tasks where task.zone == zone && !task.isLost {
      zoneState.lostTasks += 1
      if task.isRunning {
        var lost = task
        lost.isLost = true
        fleet.update(lost)
        plane.taskFailed(task.id)
        schedule(.task(task.id.index, .lost), at: noticed)
      } else {
        plane.taskStopped(task.id)
        remove(task)
        replaceInterrupted()
      }
    }
    schedule(.requestsWatched(false), at: now)
  }

  mutating func recoverZone(_ zone: Int) {
    zoneState.down[zone] -= 1
    scheduleRebalancing()
  }

  /// The load balancer has given the target up, and ECS replaces the task.
  mutating func loseTask(_ task: FleetTask) {
    plane.taskStopped(task.id)
    remove(task)
    replaceInterrupted()
  }
}

// MARK: - Balance

extension ServiceRun {
  private static var balanceInterval: SimDuration { .minutes(1) }

  private mutating func scheduleRebalancing() {
    guard configuration.rebalancesZones, zones.count > 1 else { return }
    schedule(.rebalance, at: now + Self.balanceInterval)
  }

  /// Moves one task from the fullest zone to the emptiest: the new one starts before the old one
  /// stops (aws-autoscaling reference section 5.4).
  ///
  /// It waits while the service is not steady or scales.
  mutating func rebalance() {
    if let task = zoneState.balancing, fleet.task(task.index) == nil { zoneState.balancing = nil }
    let counts = fleet.perZone(zones.count)
    let open = zones.indices.filter { !zoneState.isDown($0) }
    guard let most = counts.max(), let least = open.map({ counts[$0] }).min(), most - least >= 2
    else { return }
    scheduleRebalancing()
    guard zoneState.balancing == nil, scaling.current == nil, isSteady else { return }
    zoneState.balancing = fleet.nextID
    launch()
  }

  /// The task that restores the balance serves: ECS stops one of the fullest zone.
  mutating func balance(with id: TaskID) {
    guard zoneState.balancing == id else { return }
    zoneState.balancing = nil
    schedule(.reconcile, at: now)
  }
}

// MARK: - Protection

extension ServiceRun {
  /// Until when a task that is RUNNING now is kept from scale-in.
  func protection(of id: TaskID) -> SimTime? {
    guard let protection = configuration.scaleInProtection else { return nil }
    var stream = RandomStream(
      seed: seed, replication: replication, component: "scale-in protection",
      entity: "\(configuration.name)/\(id.index)")
    return stream.uniform() < protection.share ? now + protection.duration : nil
  }

  /// Tasks that run at the start are taken for RUNNING since then.
  mutating func protectInitial(_ id: TaskID) {
    guard var task = fleet.task(id.index) else { return }
    task.protectedUntil = protection(of: id)
    fleet.update(task)
  }

  /// Looks again when the protection of a task ends that had to stay.
  mutating func awaitProtectionEnd() {
    let ends = fleet.tasks.filter(\.isWanted).compactMap(\.protectedUntil).filter { $0 > now }
    if let next = ends.min() { schedule(.reconcile, at: next) }
  }
}
