internal import Units

/// The load balancer's health checks of a service's targets (aws-autoscaling reference section 5.3).
///
/// A new target is checked from its registration on, every interval; targets that are or were healthy
/// are checked at the same instants, and a check waits like a request that takes no time. Busy tasks
/// fail their checks and are replaced, which makes the others busier (case C4).
struct TargetHealth {
  private let settings: TargetHealthSettings
  /// Targets with something to remember; all others are healthy and passed their last check.
  private var targets: [TaskID: Target] = [:]
  private(set) var isScheduled = false

  private enum State { case initial, healthy, unhealthy }

  private struct Target {
    var state = State.healthy
    /// Checks in a row that it passed, and that it failed.
    var passed = 0
    var failed = 0

    /// Whether nothing is to be remembered of it.
    var isUsual: Bool { state == .healthy && failed == 0 }

    mutating func take(passes: Bool, _ settings: TargetHealthSettings) -> Finding {
      passed = passes ? passed + 1 : 0
      failed = passes ? 0 : failed + 1
      if passes {
        let needed = state == .initial ? settings.initialChecks : settings.healthyThreshold
        guard state != .healthy, passed >= max(1, needed) else { return .unchanged }
        self = Target()
        return .healthy
      }
      if state == .unhealthy { return .stillFailing }
      let threshold = settings.unhealthyThreshold
      guard threshold > 0, failed >= threshold else { return .unchanged }
      self = Target(state: .unhealthy)
      return .unhealthy
    }
  }

  /// What a check has made of a target.
  enum Finding: Equatable {
    case unchanged
    case healthy
    case unhealthy
    /// It was unhealthy before, and has failed again.
    case stillFailing
  }

  init(_ settings: TargetHealthSettings) { self.settings = settings }

  /// The wait of a check, in seconds, from which on health is watched: a fifth of what a check may
  /// take, so that the first that fails is not missed.
  var secondsWatched: Double { settings.timeout.inSeconds / 5 }

  /// Whether targets are checked at all before they get requests.
  var checksNewTargets: Bool { settings.healthyThreshold > 0 && settings.interval > .zero }

  /// When all targets are checked next; `nil` where checks never fail.
  mutating func schedule(after now: SimTime) -> SimTime? {
    guard settings.unhealthyThreshold > 0 else { return nil }
    let interval = settings.interval.nanoseconds
    isScheduled = true
    return SimTime(nanoseconds: (now.nanoseconds / interval + 1) * interval)
  }

  mutating func begin() { isScheduled = false }

  /// A target is registered.
  ///
  /// - Returns: when its first check is.
  mutating func register(_ task: TaskID, at time: SimTime) -> SimTime {
    targets[task] = Target(state: .initial)
    return time + settings.interval
  }

  /// A check of a new target.
  ///
  /// - Parameter delay: how long it takes; `nil` where nobody answers yet.
  /// - Returns: what it finds, and when the next check is; `nil` once the target is healthy.
  mutating func checkNew(
    _ task: TaskID, delay: SimDuration?, at now: SimTime
  ) -> (finding: Finding, next: SimTime?) {
    let finding = check(task, passes: delay.map { !isTooLate($0) } ?? false)
    return (finding, finding == .healthy ? nil : now + settings.interval)
  }

  /// A check of a target that has been healthy.
  mutating func check(_ task: TaskID, delay: SimDuration) -> Finding {
    check(task, passes: !isTooLate(delay))
  }

  private func isTooLate(_ delay: SimDuration) -> Bool {
    settings.unhealthyThreshold > 0 && delay > settings.timeout
  }

  private mutating func check(_ task: TaskID, passes: Bool) -> Finding {
    guard !passes || targets[task] != nil else { return .unchanged }
    var target = targets[task] ?? Target()
    let finding = target.take(passes: passes, settings)
    targets[task] = target.isUsual ? nil : target
    return finding
  }

  /// The target is no more.
  mutating func forget(_ task: TaskID) { targets[task] = nil }
}

/// A target group's health check.
struct TargetHealthSettings {
  let interval: SimDuration
  let timeout: SimDuration
  /// Checks failed in a row until a target is unhealthy; 0: checks never fail.
  let unhealthyThreshold: Int
  /// Checks passed in a row until it is healthy again; 0: a new target gets requests at once.
  let healthyThreshold: Int
  /// Checks passed in a row until a new target is healthy.
  let initialChecks: Int

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
    initialChecks = times.initialChecks ?? times.healthyThreshold
  }
}
