package import Units

/// KEDA's part beside a pod autoscaler: from none to one pod, and from one to none.
///
/// Between them the autoscaler that KEDA creates decides (keda.sh, "Scaling Deployments,
/// StatefulSets & Custom Resources"; aws-autoscaling reference section 9).
package struct KEDAScaler: Sendable, Hashable {
  package static let key = "keda"

  /// How often the trigger is looked at.
  package var pollingInterval: SimDuration = .seconds(30)
  /// From the last poll that found the trigger active to no pod.
  package var cooldownPeriod: SimDuration = .seconds(300)
  /// The trigger is active above this value.
  package var activationThreshold = 0.0

  package init() {}

  package func isActive(_ value: Double) -> Bool { value > activationThreshold }

  /// The next count, where KEDA decides it; `nil` where it leaves it to the autoscaler.
  ///
  /// - Parameters:
  ///   - current: pods that are asked for.
  ///   - fewest: the least count that is kept without load (`minReplicaCount`).
  ///   - value: of the trigger; `nil` where there is none, which changes nothing.
  ///   - idle: since the last poll that found the trigger active.
  package func next(
    current: Int, fewest: Int, value: Double?, idle: SimDuration
  ) -> Int? {
    guard let value else { return nil }
    if isActive(value) { return current == 0 ? max(1, fewest) : nil }
    // Somebody else may have set fewer, which KEDA puts right.
    if current < fewest { return fewest }
    return fewest == 0 && current > 0 && idle >= cooldownPeriod ? 0 : nil
  }
}
