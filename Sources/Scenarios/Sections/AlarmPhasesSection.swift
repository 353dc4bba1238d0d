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

  static func phases(_ owner: CheckedObject) -> AlarmPhases? {
    owner.objectIfSet("alarm_phases").map {
      AlarmPhases(high: $0.durationIfSet("high"), low: $0.durationIfSet("low"))
    }
  }
}
