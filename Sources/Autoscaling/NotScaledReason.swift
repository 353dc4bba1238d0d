/// Why a policy that was invoked changed nothing.
///
/// The first six are Application Auto Scaling's own reason codes; the rest name what AWS does
/// silently (aws-autoscaling reference sections 1 and 2.4).
package enum NotScaledReason: String, Sendable, Hashable, CaseIterable {
  case autoScalingAnticipatedFlapping = "AutoScalingAnticipatedFlapping"
  case targetServicePutResourceAsUnscalable = "TargetServicePutResourceAsUnscalable"
  case alreadyAtMaxCapacity = "AlreadyAtMaxCapacity"
  case alreadyAtMinCapacity = "AlreadyAtMinCapacity"
  case alreadyAtDesiredCapacity = "AlreadyAtDesiredCapacity"
  /// A scale-out or its cooldown covers the need already.
  case scaleOutCooldown = "ScaleOutCooldown"
  case scaleInCooldown = "ScaleInCooldown"
  /// A scale-out is under way, which holds scale-in back.
  case activityInProgress = "ActivityInProgress"
  case deploymentInProgress = "DeploymentInProgress"
  case scaleInDisabled = "ScaleInDisabled"
  /// Another target-tracking policy is not ready to scale in.
  case otherPolicyNotReady = "OtherPolicyNotReady"
}
