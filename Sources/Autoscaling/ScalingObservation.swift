/// What the control plane shows a policy when one of its alarms is in ALARM.
package struct ScalingObservation: Sendable, Hashable {
  /// Index into the policy's `alarms`.
  package var alarm: Int
  /// The real points of the alarm's evaluation window, oldest first; not empty.
  package var window: [Double]
  /// Tasks in RUNNING, and the desired count.
  package var running: Int
  package var desired: Int
  package var minCapacity: Int
  package var maxCapacity: Int
  /// While a scale-out is under way or cooling down: the running count when it was triggered.
  package var scaleOutBase: Int?
  /// Tells the first of these two from the second.
  package var isScaleOutInProgress: Bool
  /// A scale-in is under way or cooling down.
  package var isScaleInCoolingDown: Bool
  package var isDeploymentInProgress: Bool
  /// Every other policy that has a say has its low alarm in ALARM.
  package var othersAgreeToScaleIn: Bool
  /// For a predictive policy: the forecast total load of the coming hour in the unit of its target;
  /// `nil` where there is no forecast.
  package var predictedLoad: Double?

  package init(
    alarm: Int, window: [Double], running: Int, desired: Int, minCapacity: Int, maxCapacity: Int,
    scaleOutBase: Int? = nil, isScaleOutInProgress: Bool = false,
    isScaleInCoolingDown: Bool = false, isDeploymentInProgress: Bool = false,
    othersAgreeToScaleIn: Bool = true, predictedLoad: Double? = nil
  ) {
    self.alarm = alarm
    self.window = window
    self.running = running
    self.desired = desired
    self.minCapacity = minCapacity
    self.maxCapacity = maxCapacity
    self.scaleOutBase = scaleOutBase
    self.isScaleOutInProgress = isScaleOutInProgress
    self.isScaleInCoolingDown = isScaleInCoolingDown
    self.isDeploymentInProgress = isDeploymentInProgress
    self.othersAgreeToScaleIn = othersAgreeToScaleIn
    self.predictedLoad = predictedLoad
  }

  /// The capacity that a scale-out computes from: what a scale-out under way or cooling down adds
  /// counts as added already.
  package var scaleOutCapacity: Int { scaleOutBase ?? running }
}
