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
      var run = ServiceRun(
        configuration: configuration, plane: NoLoadPlane(), calendar: calendar, seed: seed,
        replication: 0, recording: recording, forecasts: forecasts)
      run.start()
      let mayRestart = recording.followed.count < mostPasses
      var goesOn = true
      while goesOn, !mayRestart || run.lateAdoptions.isEmpty { goesOn = run.step() }
      guard goesOn, let place = run.lateAdoptions.first else { return outcome(of: run) }
      recording.followed.insert(place)
    }
  }

  private static let mostPasses = 64

  private static func outcome(of run: borrowing ServiceRun<NoLoadPlane>) -> ReplayOutcome {
    ReplayOutcome(
      alarms: run.alarms.map {
        ReplayedAlarm(
          name: $0.name, configuration: $0.configuration, phase: $0.phase,
          lag: run.configuration.metrics.lag(of: $0.configuration))
      },
      transitions: run.transitions, activities: run.log.activities(until: run.end),
      evaluations: run.evaluations)
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
