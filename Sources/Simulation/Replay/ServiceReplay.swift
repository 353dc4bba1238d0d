package import Autoscaling
package import Ledger
package import Units

/// What alarms and policies did with a recording.
package struct ReplayOutcome: Sendable {
  /// In the order of policies and of their alarms.
  package let alarms: [ReplayedAlarm]
  package let transitions: [AlarmTransition]
  /// Every invocation of a policy, with its arithmetic.
  package let activities: [ScalingActivity]
  /// Every evaluation of every alarm.
  package let evaluations: [AlarmEvaluationRecord]
}

/// An alarm and the second at which it is evaluated.
package struct ReplayedAlarm: Sendable, Hashable {
  /// The alarm's name in CloudWatch.
  package let name: String
  package let configuration: AlarmConfiguration
  package let phase: SimDuration
  package let lag: SimDuration
}

/// One look of an alarm at its points.
package struct AlarmEvaluationRecord: Sendable, Hashable {
  package let time: SimTime
  package let alarm: String
  package let from: AlarmState
  package let to: AlarmState
  package let reason: String
  /// Start of the newest point it could see, whether or not that was recorded.
  package let newestPointStart: SimTime?
}

/// Feeds a recording through the control plane that simulations use, without a load.
package enum ServiceReplay {
  /// Replays `recording` under the policies of `configuration`.
  ///
  /// Alarms, policies, cooldowns and, where the recording has no running count, the lives of tasks
  /// are those of `ServiceSimulation`; alarm phases come from the configuration or the seed.
  ///
  /// Whether a recorded count was set from outside shows only when the policies have not asked for it
  /// some minutes later. Then the replay starts anew with that knowledge, so that what the alarms do in
  /// between is right, too: once for each such count, the first `mostPasses` of them.
  ///
  /// - Parameter forecasts: for predictive policies, which learn from the recording's own hours.
  package static func run(
    configuration: ServiceConfiguration, recording: Recording, calendar: LedgerCalendar,
    seed: UInt64, forecasts: ForecastSource? = nil
  ) -> ReplayOutcome {
    var recording = recording
    while true {
      switch pass(configuration, recording, calendar, seed, forecasts) {
      case .ended(let outcome): return outcome
      case .learnt(let place): recording.followed.insert(place)
      }
    }
  }

  private static let mostPasses = 64

  /// What a pass over the recording came to.
  private enum Pass {
    case ended(ReplayOutcome)
    /// The count with that place was set from outside.
    case learnt(Int)
  }

  private static func pass(
    _ configuration: ServiceConfiguration, _ recording: Recording, _ calendar: LedgerCalendar,
    _ seed: UInt64, _ forecasts: ForecastSource?
  ) -> Pass {
    let key = RunKey(service: configuration.name, seed: seed, replication: 0)
    guard let counts = recording.running else {
      return follow(
        ControlPlane(
          ControlPlane<NoLoadPlane, ECSService>.Setup(
            configuration: configuration, calendar: calendar, key: key, recording: recording,
            forecasts: forecasts), plane: NoLoadPlane()), configuration, recording)
    }
    let tasks = RecordedTasks(
      ECSSettings(configuration, key: key, isExact: false, keepsRunningChanges: true),
      counts: counts,
      countPeriod: recording.runningPeriod, usualStart: configuration.lifeCycle.usualStart,
      calendar: calendar)
    return follow(
      ControlPlane(
        ControlPlane<NoLoadPlane, RecordedTasks>.Setup(
          configuration: configuration, calendar: calendar, key: key, recording: recording,
          forecasts: forecasts), plane: NoLoadPlane(), tasks: tasks), configuration, recording)
  }

  private static func follow<Tasks: ServiceTasks & ~Copyable>(
    _ started: consuming ControlPlane<NoLoadPlane, Tasks>, _ configuration: ServiceConfiguration,
    _ recording: Recording
  ) -> Pass {
    var run = started
    run.start()
    let mayRestart = recording.followed.count < mostPasses
    var goesOn = true
    while goesOn, !mayRestart || run.recordedCounts?.lateAdoptions.isEmpty ?? true {
      goesOn = run.step()
    }
    guard goesOn, let place = run.recordedCounts?.lateAdoptions.first else {
      return .ended(outcome(of: run, configuration))
    }
    return .learnt(place)
  }

  private static func outcome<Tasks: ServiceTasks & ~Copyable>(
    of run: borrowing ControlPlane<NoLoadPlane, Tasks>, _ configuration: ServiceConfiguration
  ) -> ReplayOutcome {
    ReplayOutcome(
      alarms: run.alarms.all.map {
        ReplayedAlarm(
          name: $0.name, configuration: $0.configuration, phase: $0.phase,
          lag: configuration.metrics.lag(of: $0.configuration))
      },
      transitions: run.alarms.transitions,
      activities: run.target.activities(until: run.timetable.end),
      evaluations: run.alarms.evaluations)
  }
}

/// A plane that serves nothing: tasks drain at once.
struct NoLoadPlane: DataPlane {
  private var now = SimTime.start

  mutating func advance(to time: SimTime) { now = time }
  mutating func taskStarted(_ task: TaskID) {}
  mutating func taskHealthy(_ task: TaskID) {}
  mutating func taskDraining(_ task: TaskID) {}
  mutating func taskStopped(_ task: TaskID) {}
  func idleTime(of task: TaskID) -> SimTime { now }
  mutating func closeMetricWindow() -> ServiceMetrics { .none }
  mutating func closeHighResolutionWindow() -> ServiceMetrics { .none }
  mutating func closeMinute() {}
  var minutes: RowLog<MinuteLoad> { RowLog<MinuteLoad>() }
  var runLatency: LatencySummary? { nil }
}

extension ServiceMetrics {
  /// No point of any metric.
  static let none = ServiceMetrics(cpuPercent: nil, requestsPerTarget: nil)
}
