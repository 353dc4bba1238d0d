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
  /// Pods that are not ready yet are left out where there are too many, and count as idle where
  /// there are too few, so that those that are on their way are not asked for twice.
  ///
  /// - Parameters:
  ///   - current: pods that are asked for, one or more.
  ///   - ready: those of them that are ready; `nil` for all.
  ///   - metric: percent of the requested CPU, the mean over the ready pods; may exceed 100.
  package func recommendation(current: Int, ready: Int? = nil, metric: Double) -> Int {
    let ready = min(ready ?? current, current)
    guard ready > 0 else { return current }
    let ratio = metric / target
    if ready == current || ratio <= 1 {
      return isTolerated(ratio) ? current : pods(ready, times: ratio)
    }
    let withIdle = ratio * Double(ready) / Double(current)
    return withIdle < 1 || isTolerated(withIdle) ? current : pods(current, times: withIdle)
  }

  private func isTolerated(_ ratio: Double) -> Bool { (ratio - 1).magnitude <= tolerance }

  private func pods(_ count: Int, times ratio: Double) -> Int {
    Int(min((Double(count) * ratio).rounded(.up), 1e9))
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
