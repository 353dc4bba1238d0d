internal import Autoscaling
internal import Kernel
internal import Units

/// One alarm of one policy while a service runs: what does not change about it.
///
/// An object, so that requests to policies carry it without copying its texts.
final class Alarm: Sendable {
  let configuration: AlarmConfiguration
  /// The alarm's name in CloudWatch.
  let name: String
  /// Places in the service's policies and in that policy's alarms.
  let policy: Int
  let alarm: Int
  /// Into each evaluation interval, a minute for most: CloudWatch evaluates an alarm at a fixed
  /// second of its own.
  let phase: SimDuration
  /// The state that it begins in.
  let initialState: AlarmState
  /// Whether it existed before the start, when its metric may have had points already.
  let isOlder: Bool

  private init(
    _ configuration: AlarmConfiguration, name: String, policy: Int, alarm: Int,
    phase: SimDuration, initialState: AlarmState, isOlder: Bool
  ) {
    self.configuration = configuration
    self.name = name
    self.policy = policy
    self.alarm = alarm
    self.phase = phase
    self.initialState = initialState
    self.isOlder = isOlder
  }

  /// The alarms of all policies, in the order of policies and of their alarms.
  ///
  /// - Parameter isRecorded: whether their metrics are a recording's.
  static func all(_ settings: AlarmSettings, key: RunKey, isRecorded: Bool) -> [Alarm] {
    settings.policies.enumerated().flatMap { place, policy in
      policy.alarms.enumerated().map { index, alarm in
        var stream = key.stream("alarm phase", "\(policy.name)/\(alarm.name)")
        let interval = alarm.evaluationInterval.nanoseconds
        let drawn = SimDuration(nanoseconds: Int64(stream.uniform() * Double(interval)))
        let ofService = settings.phases.flatMap { alarm.comparison.isHigh ? $0.high : $0.low }
        let given = (alarm.phase ?? ofService).map {
          SimDuration(nanoseconds: $0.nanoseconds % interval)
        }
        let stated =
          alarm.initialState
          ?? settings.states.flatMap { alarm.comparison.isHigh ? $0.high : $0.low }
        return Alarm(
          alarm, name: policy.alarmName(index, service: key.service),
          policy: place, alarm: index, phase: given ?? drawn,
          initialState: stated ?? .insufficientData, isOlder: isRecorded || stated != nil)
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

/// The alarms of a service and when they are evaluated.
struct AlarmSettings {
  let policies: [any ScalingPolicy]
  /// Offsets within the minute; drawn for each alarm where nothing is stated.
  let phases: AlarmPhases?
  /// States that the alarms begin in where they existed before.
  let states: AlarmStates?
  /// How often an alarm that stays in ALARM invokes its policy.
  let actionInterval: SimDuration
  let publication: MetricPublication
  /// No alarm is evaluated before it was made.
  let created: SimTime

  init(_ configuration: ServiceConfiguration) {
    policies = configuration.policies
    phases = configuration.alarmPhases
    states = configuration.alarmStates
    actionInterval = configuration.alarmActionInterval
    publication = configuration.metrics
    created = configuration.alarmsCreated
  }
}
