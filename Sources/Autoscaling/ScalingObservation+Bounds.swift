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

  /// The answer to any scale-in while the desired count lies outside the bounds, else `nil`: below
  /// the minimum nothing happens, from above the maximum it returns to the maximum first.
  package var scaleInFromOutsideBounds: ScalingDecision? {
    if desired > maxCapacity { return .setDesired(maxCapacity) }
    return desired < minCapacity ? .none(.alreadyAtMinCapacity) : nil
  }
}
