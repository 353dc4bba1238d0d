package import Autoscaling
package import Units

/// A change of an alarm's state, at the instant of the evaluation that found it.
package struct AlarmTransition: Sendable, Hashable {
  package let time: SimTime
  /// The alarm's name in CloudWatch.
  package let alarm: String
  package let from: AlarmState
  package let to: AlarmState
  /// What the evaluation saw, for people; set by a replay.
  package let reason: String?

  package init(
    time: SimTime, alarm: String, from: AlarmState, to: AlarmState, reason: String? = nil
  ) {
    self.time = time
    self.alarm = alarm
    self.from = from
    self.to = to
    self.reason = reason
  }
}
