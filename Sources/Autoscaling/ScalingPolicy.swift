package import Units

/// A scaling policy: a pure decision from what it is shown.
///
/// No clock, no fleet and no randomness: the control plane keeps time, evaluates the alarms and
/// carries decisions out. One file a policy, one line in `ScalingPolicies.all`.
package protocol ScalingPolicy: Sendable {
  /// The key of the policy in a scenario, such as `target_tracking`.
  static var key: String { get }
  /// A valid policy with AWS's defaults, which the conformance test exercises.
  static var example: Self { get }

  /// How activities name the policy; distinct within a service.
  var name: String { get }
  /// The alarms that invoke it, in a fixed order; empty for policies on a schedule.
  var alarms: [AlarmConfiguration] { get }
  /// Index of the alarm that has to be in ALARM before any policy of the same kind may scale in;
  /// `nil` for a policy without a say.
  var agreementAlarm: Int? { get }
  /// Counted from the success of the activity (aws-autoscaling reference section 2.5).
  var scaleOutCooldown: SimDuration { get }
  var scaleInCooldown: SimDuration { get }

  /// The alarm's name in CloudWatch.
  func alarmName(_ alarm: Int, service: String) -> String
  /// What to do now that `observation.alarm` is in ALARM; called every minute while it is.
  func decide(_ observation: ScalingObservation) -> ScalingDecision
  /// The answer that `decide` gives for a whole range of points; `nil` where it may change with
  /// anything else than the capacity. It spares the question in the many minutes at a bound.
  func standingAnswer(
    alarm: Int, running: Int, desired: Int, bounds: ClosedRange<Int>
  ) -> StandingAnswer?
  /// The arithmetic behind `decide`, such as `ceil(2 × 50.57 / 50) = 3`, for people.
  func arithmetic(_ observation: ScalingObservation) -> String
}

extension ScalingPolicy {
  package var agreementAlarm: Int? { nil }
  package func alarmName(_ alarm: Int, service: String) -> String { alarms[alarm].name }
  package func standingAnswer(
    alarm: Int, running: Int, desired: Int, bounds: ClosedRange<Int>
  ) -> StandingAnswer? { nil }
}
