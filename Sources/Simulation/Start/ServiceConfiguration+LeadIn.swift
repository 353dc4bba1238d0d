internal import Autoscaling
internal import Units

extension ServiceConfiguration {
  /// How far back recurring scheduled actions are looked for that set the bounds: a month and a day,
  /// so that monthly ones are found.
  private static let longestRecurrence: Int64 = 32 * 86_400

  /// The service at the start of a lead-in: with the bounds and the tasks that it would have, and
  /// without what disturbs it only then.
  func beginning(_ leadIn: LeadIn) -> ServiceConfiguration {
    var service = self
    service.deployments = []
    service.behaviors = [
      BehaviorSettings(key: MemoryLimit.key, values: BehaviorValues(["kills": .flag(false)]))
    ]
    service.loadTests = []
    service.zoneOutages = []
    service.spotCapacity = nil
    service.lifeCycle.startFailures = []
    // Nothing collapses before the run.
    service.lifeCycle.unhealthyThreshold = 0
    let start = leadIn.period.start
    let bounds = ScalingSettings(self).bounds(before: start, lookingBack: Self.longestRecurrence)
    service.minTasks = bounds.fewest
    service.maxTasks = bounds.most
    let count =
      tasksAsked(rate: leadIn.firstRate * share) ?? countSet(before: start) ?? initialTasks
    service.initialTasks = min(max(count, bounds.fewest), max(bounds.fewest, bounds.most))
    return service
  }

  /// The fewest tasks with which no policy scales out at a steady load; `nil` where no policy looks
  /// at what the load alone tells.
  ///
  /// - Parameter rate: requests of the service in a second.
  package func tasksAsked(rate: Double) -> Int? {
    var targets = policies.flatMap { policy in
      // How many tasks there are tells nothing of how many there should be.
      policy.alarms.filter { $0.comparison.isHigh && $0.identity.statistic != .sampleCount }
        .map { ($0.metric, $0.threshold) }
    }
    var counts: [Double] = []
    for metric in kubernetesHPA?.metrics ?? [] {
      switch metric.kind {
      case .cpu: targets.append((.cpu, metric.target))
      case .memory: targets.append((.memory, metric.target))
      case .requestsPerSecond: counts.append(rate / metric.target)
      }
    }
    counts += targets.compactMap { metric, target in
      guard target > 0 else { return nil }
      return expectedLoad(of: metric, requests: rate * 3600, target: target).map { $0 / target }
    }
    // More tasks than any service may have are as many as one.
    return counts.max().map { Int(min($0.rounded(.up), 1e6)) }
  }

  /// The count that was set from outside last.
  private func countSet(before time: UTCTime) -> Int? {
    desiredCountChanges.compactMap { change in
      change.schedule.spanBefore(time, lookingBack: Self.longestRecurrence)
        .flatMap { change.occurrences(in: $0).last }.map { (time: $0, count: change.count) }
    }.max { $0.time < $1.time }?.count
  }
}

extension ScheduleExpression {
  /// The span before `time` in which its last run is looked for.
  ///
  /// One that runs once only may lie any time back.
  func spanBefore(_ time: UTCTime, lookingBack seconds: Int64) -> Period? {
    switch self {
    case .at: Period(start: UTCTime(secondsSinceEpoch: 0), end: time)
    case .cron, .rate: Period(start: time.advanced(bySeconds: -seconds), end: time)
    }
  }
}

extension ScalingSettings {
  /// The capacity bounds that scheduled actions have set by `time`.
  ///
  /// Recurring ones are looked for so many seconds back.
  func bounds(before time: UTCTime, lookingBack seconds: Int64) -> (fewest: Int, most: Int) {
    var runs: [(time: UTCTime, action: ScheduledAction)] = []
    for action in scheduled.actions {
      guard let span = action.schedule.spanBefore(time, lookingBack: seconds) else { continue }
      runs += action.occurrences(in: span).map { ($0, action) }
    }
    // Those of one instant in the order in which they are stated.
    let ordered = runs.enumerated().sorted {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }
    var (fewest, most) = (minTasks, maxTasks)
    for (_, run) in ordered where !isSuspended(.scheduled, at: run.time) {
      let low = run.action.minCapacity ?? fewest
      let high = run.action.maxCapacity ?? most
      if low <= high { (fewest, most) = (low, high) }
    }
    return (fewest, most)
  }

  /// Whether a kind of scaling is suspended at `time`.
  func isSuspended(_ process: ScalingSuspension.Process, at time: UTCTime) -> Bool {
    suspensions.contains {
      $0.processes.contains(process) && $0.from.map { $0 <= time } ?? true
        && $0.until.map { time < $0 } ?? true
    }
  }
}
