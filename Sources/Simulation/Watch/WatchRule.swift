internal import Autoscaling
internal import Units

/// An alarm on the health of the system, which scales nothing: what the people on call would get.
package struct WatchRule: Sendable, Hashable {
  /// What it looks at, a point a minute.
  package enum Signal: String, Sendable, CaseIterable {
    /// The p95 latency of a service's requests in milliseconds.
    case p95Latency = "p95_latency"
    /// Failed requests of a service in percent of those offered.
    case errorRate = "error_rate"
    /// Tasks that a service's desired count asks for and that do not run.
    case missingTasks = "missing_tasks"
    /// CPU of a database in percent of its class, from the queries that the load sends it.
    case databaseCPU = "rds_cpu"
    /// Data of a database in percent of what is allocated.
    case databaseStorage = "rds_storage"
    /// Lookups that a cache answers, in percent.
    case cacheHitRate = "cache_hit_rate"
  }

  package enum Severity: String, Sendable, CaseIterable {
    case critical, warning
  }

  package var name: String
  package var signal: Signal
  package var severity: Severity
  /// In the signal's unit; `nil` for the service's own p95 objective.
  package var threshold: Double?
  /// Minutes that are compared, and breaching ones among them that raise the alarm.
  package var periods = 1
  package var datapoints = 1

  package init(name: String, signal: Signal, severity: Severity, threshold: Double?) {
    self.name = name
    self.signal = signal
    self.severity = severity
    self.threshold = threshold
  }

  /// The alarms of a scenario that states none.
  package static let plan: [WatchRule] = {
    var cpu = WatchRule(
      name: "rds-cpu", signal: .databaseCPU, severity: .critical, threshold: 90)
    cpu.periods = 5
    cpu.datapoints = 5
    return [
      cpu,
      WatchRule(name: "error-rate", signal: .errorRate, severity: .critical, threshold: 5),
      WatchRule(name: "p95-latency", signal: .p95Latency, severity: .warning, threshold: nil),
      WatchRule(name: "missing-tasks", signal: .missingTasks, severity: .warning, threshold: 0),
      WatchRule(
        name: "cache-hit-rate", signal: .cacheHitRate, severity: .warning, threshold: 70),
      WatchRule(name: "rds-storage", signal: .databaseStorage, severity: .warning, threshold: 80),
    ]
  }()
}

extension WatchRule.Signal {
  /// Whole minutes that its alarm looks back (aws-autoscaling reference section 2.3): two for ECS,
  /// one for the others.
  var lag: Int { self == .missingTasks ? 2 : 1 }

  /// Above its threshold it is bad; only the hit rate is bad below.
  package var isBadAbove: Bool { self != .cacheHitRate }

  /// What a scenario has to state for it to have points; `nil` for one that every service has.
  package var needs: String? {
    switch self {
    case .p95Latency, .errorRate, .missingTasks: nil
    case .databaseCPU: "the `load` of a database"
    case .databaseStorage: "the `data_size` of a database"
    case .cacheHitRate: "the `content` of a cache"
    }
  }

  package var unit: String {
    switch self {
    case .p95Latency: "ms"
    case .missingTasks: "tasks"
    case .errorRate, .databaseCPU, .databaseStorage, .cacheHitRate: "%"
    }
  }
}

extension WatchRule {
  /// The alarm in CloudWatch, for which minutes without a point are no reason to wake anybody.
  ///
  /// - Parameter objective: the threshold of a rule that states none.
  func alarm(objective: Double) -> AlarmConfiguration {
    // The scaling metric of the configuration plays no part: points are handed over.
    AlarmConfiguration(
      name: name, metric: .cpu,
      comparison: signal.isBadAbove ? .greaterThanThreshold : .lessThanThreshold,
      threshold: threshold ?? objective, evaluationPeriods: periods, datapointsToAlarm: datapoints,
      treatMissingData: .notBreaching)
  }
}
