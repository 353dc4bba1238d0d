/// Why a policy that was invoked changed nothing.
///
/// The first five are Application Auto Scaling's own reason codes; the rest name what AWS does
/// silently (aws-autoscaling reference sections 1 and 2.4), the last two what is not known of it.
package enum NotScaledReason: String, Sendable, Hashable, CaseIterable, BitwiseCopyable {
  /// One task fewer would bring the metric above the target again.
  case autoScalingAnticipatedFlapping = "AutoScalingAnticipatedFlapping"
  /// ECS switches scale-in off while a deployment is in progress.
  case targetServicePutResourceAsUnscalable = "TargetServicePutResourceAsUnscalable"
  case alreadyAtMaxCapacity = "AlreadyAtMaxCapacity"
  case alreadyAtMinCapacity = "AlreadyAtMinCapacity"
  /// Also while a scale-out, or its cooldown, covers the need already.
  case alreadyAtDesiredCapacity = "AlreadyAtDesiredCapacity"
  /// The cooldown of a scale-out holds scale-in back.
  case scaleOutCooldown = "ScaleOutCooldown"
  case scaleInCooldown = "ScaleInCooldown"
  /// A scale-out is under way, which holds scale-in back.
  case activityInProgress = "ActivityInProgress"
  /// The scalable target's `SuspendedState` switches this kind of scaling off.
  case scalingSuspended = "ScalingSuspended"
  case scaleInDisabled = "ScaleInDisabled"
  /// Another target-tracking policy is not ready to scale in.
  case otherPolicyNotReady = "OtherPolicyNotReady"
  /// The forecast of a predictive policy is a floor for scale-in.
  case predictedCapacity = "PredictedCapacity"
  /// A predictive policy would scale out, but is there to be watched only.
  case forecastOnly = "ForecastOnly"
  /// A predictive policy has too few hours to forecast from.
  case insufficientHistory = "InsufficientHistory"
  /// The alarm is in ALARM without a point, and would scale out.
  ///
  /// AWS documents nothing of this case. Taken as just past the threshold it would need more tasks,
  /// but only a scale-in was seen to act.
  case noDataPoints = "NoDataPoints"
  /// Points from before the start decide, and they are not known.
  case unknownDataPoints = "UnknownDataPoints"
}
