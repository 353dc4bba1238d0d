package import Units

/// A Kubernetes horizontal pod autoscaler on CPU, for comparison with ECS.
///
/// Every 15 s: `ceil(current × metric / target)`, nothing within 10 % of the target, limits on each
/// step and a stabilisation window (kubernetes.io, "Horizontal Pod Autoscaling"; aws-autoscaling
/// reference section 9).
package struct KubernetesHPA: Sendable, Hashable {
  package static let key = "kubernetes_hpa"

  /// Percent of the CPU that a pod requests.
  package var target: Double
  /// Without a `behavior` block the controller keeps to its older limit: double, or four.
  package var hasBehavior = true
  package var tolerance = 0.1
  package var sync: SimDuration = .seconds(15)
  /// The highest recommendation of this long holds against fewer pods.
  package var stabilization: SimDuration = .seconds(300)

  package init(target: Double) { self.target = target }

  /// The pods that the metric asks for, before any limit.
  ///
  /// - Parameter metric: percent of the requested CPU, the mean over all pods; may exceed 100.
  package func recommendation(current: Int, metric: Double) -> Int {
    let ratio = metric / target
    if (ratio - 1).magnitude <= tolerance { return current }
    return Int(min((Double(current) * ratio).rounded(.up), 1e9))
  }

  /// The next count: the stabilised recommendation within the limit of one step and the bounds.
  ///
  /// - Parameters:
  ///   - highest: the highest recommendation of the stabilisation window, this one included.
  ///   - oldest: the count one step period (15 s) ago, from which the limits count.
  package func next(
    current: Int, recommendation: Int, highest: Int, oldest: Int, bounds: ClosedRange<Int>
  ) -> Int {
    let stable = recommendation >= current ? recommendation : min(current, highest)
    let most = hasBehavior ? max(oldest * 2, oldest + 4) : max(current * 2, 4)
    return min(max(min(stable, most), bounds.lowerBound), bounds.upperBound)
  }
}
