internal import Units

/// The load balancer's health checks: all targets are checked at the same instants, and a check waits
/// like a request that takes no time (aws-autoscaling reference section 5.3).
///
/// Busy tasks fail their checks and are replaced, which makes the others busier (case C4).
struct TargetHealth {
  private let settings: HealthCheckSettings
  private var targets: [TaskID: Target] = [:]
  private(set) var isScheduled = false

  private struct Target {
    /// Checks in a row that it failed or, while unhealthy, passed.
    var checks = 0
    var isUnhealthy = false
  }

  /// What a check has made of a target.
  enum Finding {
    case unchanged(isUnhealthy: Bool)
    case healthy
    case unhealthy
  }

  init(_ settings: HealthCheckSettings) { self.settings = settings }

  /// The wait of a check, in seconds, from which on health is watched: a fifth of what a check may
  /// take, so that the first that fails is not missed.
  var secondsWatched: Double { settings.timeout.inSeconds / 5 }

  /// When all targets are checked next; `nil` where checks never fail.
  mutating func schedule(after now: SimTime) -> SimTime? {
    guard settings.unhealthyThreshold > 0 else { return nil }
    let interval = settings.interval.nanoseconds
    isScheduled = true
    return SimTime(nanoseconds: (now.nanoseconds / interval + 1) * interval)
  }

  mutating func begin() { isScheduled = false }

  /// A check of a target that takes so long.
  mutating func check(_ task: TaskID, delay: SimDuration) -> Finding {
    let failed = delay > settings.timeout
    guard failed || targets[task] != nil else { return .unchanged(isUnhealthy: false) }
    var target = targets[task] ?? Target()
    target.checks = failed == target.isUnhealthy ? 0 : target.checks + 1
    var finding = Finding.unchanged(isUnhealthy: target.isUnhealthy)
    if target.isUnhealthy, target.checks >= max(1, settings.healthyThreshold) {
      target = Target()
      finding = .healthy
    } else if !target.isUnhealthy, target.checks >= settings.unhealthyThreshold {
      target = Target(isUnhealthy: true)
      finding = .unhealthy
    }
    targets[task] = target.checks > 0 || target.isUnhealthy ? target : nil
    return finding
  }

  /// The target is no more.
  mutating func forget(_ task: TaskID) { targets[task] = nil }
}

/// A target group's health check.
struct HealthCheckSettings {
  let interval: SimDuration
  let timeout: SimDuration
  /// Checks failed in a row until a target is unhealthy; 0: checks never fail.
  let unhealthyThreshold: Int
  /// Checks passed in a row until it is healthy again.
  let healthyThreshold: Int

  /// From a target's end until the load balancer stops sending to it: as many checks as it takes, and
  /// the last one's timeout.
  ///
  /// Where checks never fail, ECS itself notices that the host is gone; that is taken to last as long
  /// as the load balancer's defaults would.
  var timeToUnhealthy: SimDuration {
    guard unhealthyThreshold > 0 else { return interval * 2 + .seconds(5) }
    return interval * Int64(unhealthyThreshold) + timeout
  }

  init(_ times: TaskLifeCycle) {
    interval = times.healthCheckInterval
    timeout = times.healthCheckTimeout
    unhealthyThreshold = times.unhealthyThreshold
    healthyThreshold = times.healthyThreshold
  }
}
