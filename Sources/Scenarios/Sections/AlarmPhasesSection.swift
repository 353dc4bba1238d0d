internal import Autoscaling
internal import Units

/// `alarm_phases` of a service and of a target tracking policy.
enum AlarmPhasesSection {
  static let schema = ObjectSchema(
    [
      KeySchema("high", phase, .optional, "Alarms that scale out; absent: drawn from the seed."),
      KeySchema("low", phase, .optional, "Alarms that scale in; absent: drawn from the seed."),
    ], sharedTitle: "Alarm phases")

  private static let phase = ValueSchema.duration(.zero...(.milliseconds(59_999)))

  /// `alarm_states`, for the same two kinds of alarms.
  static let states = ObjectSchema(
    [
      KeySchema("high", state, .optional, "Alarms that scale out; absent: INSUFFICIENT_DATA."),
      KeySchema("low", state, .optional, "Alarms that scale in; absent: INSUFFICIENT_DATA."),
    ], sharedTitle: "Alarm states")

  static let state = ValueSchema.choice(AlarmState.allCases.map(\.rawValue))

  static func states(_ owner: CheckedObject) -> AlarmStates? {
    owner.objectIfSet("alarm_states").map {
      AlarmStates(high: state("high", of: $0), low: state("low", of: $0))
    }
  }

  static func state(_ key: String, of owner: CheckedObject) -> AlarmState? {
    owner.textIfSet(key).flatMap(AlarmState.init(rawValue:))
  }

  static func phases(_ owner: CheckedObject) -> AlarmPhases? {
    owner.objectIfSet("alarm_phases").map {
      AlarmPhases(high: $0.durationIfSet("high"), low: $0.durationIfSet("low"))
    }
  }
}
