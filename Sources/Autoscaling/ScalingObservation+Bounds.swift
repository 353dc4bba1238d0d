// What both directions share, whatever policy computed the capacity it wants.
extension ScalingObservation {
  /// A scale-out to `wanted` tasks.
  ///
  /// A desired count set by hand below the minimum goes to the minimum first, one above the
  /// maximum stays (aws-autoscaling reference sections 1 and 2.4).
  package func scaleOut(to wanted: Int) -> ScalingDecision {
    if desired < minCapacity { return .setDesired(minCapacity) }
    let bounded = min(wanted, maxCapacity)
    if bounded > desired { return .setDesired(bounded) }
    return .none(desired >= maxCapacity ? .alreadyAtMaxCapacity : .alreadyAtDesiredCapacity)
  }

  /// What a scale-in computes while the desired count is above the maximum; `nil` where it is not.
  package var returnToMaxText: String? {
    desired > maxCapacity ? "\(desired) are above the maximum: first to max = \(maxCapacity)" : nil
  }
}
