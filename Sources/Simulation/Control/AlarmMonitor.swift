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
  /// Into each minute, in [0, 60) s: CloudWatch evaluates an alarm at a fixed second of its own.
  let phase: SimDuration
  var state = AlarmState.insufficientData
  /// The points that the last evaluation compared.
  var window: [Double] = []

  /// The monitors of all policies, in the order of policies and alarms.
  static func all(
    for configuration: ServiceConfiguration, seed: UInt64, replication: UInt64
  ) -> [AlarmMonitor] {
    configuration.policies.enumerated().flatMap { place, policy in
      policy.alarms.enumerated().map { index, alarm in
        var stream = RandomStream(
          seed: seed, replication: replication, component: "alarm phase",
          entity: "\(configuration.name)/\(policy.name)/\(alarm.name)")
        let drawn = SimDuration(nanoseconds: Int64(stream.uniform() * 60e9))
        let given = configuration.alarmPhases.map {
          alarm.comparison.isHigh ? $0.high : $0.low
        }
        return AlarmMonitor(
          configuration: alarm, name: policy.alarmName(index, service: configuration.name),
          policy: place, alarm: index, phase: given ?? drawn)
      }
    }
  }

  /// The first evaluation at or after `time`.
  func firstEvaluation(notBefore time: SimTime) -> SimTime {
    let minutes = (time - (SimTime.start + phase)).nanoseconds.ceilingDivided(by: 60_000_000_000)
    return SimTime.minute(max(0, minutes)) + phase
  }

  /// The newest minute whose point an evaluation at `time` sees (aws-autoscaling reference
  /// section 2.3).
  func newestMinute(at time: SimTime, lagMinutes: Int) -> Int {
    Int((time - phase).minuteIndex) - 1 - lagMinutes
  }
}
