/// A scaling policy: a pure decision from what it is shown.
///
/// No clock, no fleet and no randomness: the control plane keeps time, evaluates the alarms and
/// carries decisions out. One file a policy, one line in `ScalingPolicies.all`.
package protocol ScalingPolicy: Sendable {
  /// The key of the policy in a scenario, such as `target_tracking`.
  static var key: String { get }
  /// The alarms that invoke it, in a fixed order; empty for policies on a schedule.
  var alarms: [AlarmConfiguration] { get }
  /// What to do now that `observation.alarm` is in ALARM; called every minute while it is.
  func decide(_ observation: ScalingObservation) -> ScalingDecision
}
