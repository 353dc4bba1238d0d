/// What the control plane shows a policy when one of its alarms is in ALARM.
package struct ScalingObservation: Sendable, Hashable {
  /// Index into the policy's `alarms`.
  package var alarm: Int
  /// The real points of the alarm's evaluation window, oldest first.
  package var window: [Double]
  /// Tasks in RUNNING, and the desired count.
  package var running: Int
  package var desired: Int
  package var minCapacity: Int
  package var maxCapacity: Int
  /// While a scale-out is under way or cooling down: the running count when it was triggered.
  package var scaleOutBase: Int?
  package var isScaleInCoolingDown: Bool
  package var isDeploymentInProgress: Bool
  /// Every other target-tracking policy of the service has its low alarm in ALARM.
  package var othersAgreeToScaleIn: Bool

  package init(
    alarm: Int, window: [Double], running: Int, desired: Int, minCapacity: Int, maxCapacity: Int,
    scaleOutBase: Int? = nil, isScaleInCoolingDown: Bool = false,
    isDeploymentInProgress: Bool = false, othersAgreeToScaleIn: Bool = true
  ) {
    self.alarm = alarm
    self.window = window
    self.running = running
    self.desired = desired
    self.minCapacity = minCapacity
    self.maxCapacity = maxCapacity
    self.scaleOutBase = scaleOutBase
    self.isScaleInCoolingDown = isScaleInCoolingDown
    self.isDeploymentInProgress = isDeploymentInProgress
    self.othersAgreeToScaleIn = othersAgreeToScaleIn
  }
}

/// The outcome of one invocation.
package enum ScalingDecision: Sendable, Hashable {
  case setDesired(Int)
  case none(NotScaledReason)
}
