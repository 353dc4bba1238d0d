internal import Autoscaling
internal import Kernel
internal import Units

/// One alarm of one policy while a service runs.
struct AlarmMonitor {
  let configuration: AlarmConfiguration
  /// The alarm's name in CloudWatch.
  let name: String
  /// Places in the service's policies and in that policy's alarms.
  let policy: Int
  let alarm: Int
  /// Into each evaluation interval, a minute for most: CloudWatch evaluates an alarm at a fixed
  /// second of its own.
  let phase: SimDuration
  var state: AlarmState
  /// Whether it existed before the start, when its metric may have had points already.
  let isOlder: Bool
  /// The points that the last evaluation compared.
  var window: [Double] = []

  /// The monitors of all policies, in the order of policies and alarms.
  static func all(
    for configuration: ServiceConfiguration, seed: UInt64, replication: UInt64, isRecorded: Bool
  ) -> [AlarmMonitor] {
    configuration.policies.enumerated().flatMap { place, policy in
      policy.alarms.enumerated().map { index, alarm in
        var stream = RandomStream(
          seed: seed, replication: replication, component: "alarm phase",
          entity: "\(configuration.name)/\(policy.name)/\(alarm.name)")
        let interval = alarm.evaluationInterval.nanoseconds
        let drawn = SimDuration(nanoseconds: Int64(stream.uniform() * Double(interval)))
        let ofService = configuration.alarmPhases.flatMap {
          alarm.comparison.isHigh ? $0.high : $0.low
        }
        let given = (alarm.phase ?? ofService).map {
          SimDuration(nanoseconds: $0.nanoseconds % interval)
        }
        let stated =
          alarm.initialState
          ?? configuration.alarmStates.flatMap { alarm.comparison.isHigh ? $0.high : $0.low }
        return AlarmMonitor(
          configuration: alarm, name: policy.alarmName(index, service: configuration.name),
          policy: place, alarm: index, phase: given ?? drawn, state: stated ?? .insufficientData,
          isOlder: isRecorded || stated != nil)
      }
    }
  }

  /// The first evaluation at or after `time`.
  func firstEvaluation(notBefore time: SimTime) -> SimTime {
    let interval = configuration.evaluationInterval
    let count = (time - (SimTime.start + phase)).nanoseconds
      .ceilingDivided(by: interval.nanoseconds)
    return SimTime.start + interval * max(0, count) + phase
  }

  /// Points that ended by this instant are seen by an evaluation at `time`.
  ///
  /// Alarms on whole minutes look back from the start of their own minute (aws-autoscaling
  /// reference section 2.3), those on shorter periods from the evaluation itself.
  func horizon(at time: SimTime, lag: SimDuration) -> SimTime {
    (configuration.period >= .minutes(1) ? time - phase : time) - lag
  }
}
