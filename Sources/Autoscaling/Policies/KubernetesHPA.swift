package import Units

/// A Kubernetes horizontal pod autoscaler, for comparison with ECS.
///
/// Every 15 s: `ceil(current × metric / target)`, nothing within 10 % of the target, the most that any
/// metric asks for, limits on each step and a stabilisation window (kubernetes.io, "Horizontal Pod
/// Autoscaling"; aws-autoscaling reference section 9).
package struct KubernetesHPA: Sendable, Hashable {
  package static let key = "kubernetes_hpa"

  /// One or more, each kind once.
  package var metrics: [PodMetric]
  /// `nil`: no count below one, and nobody looks at a trigger.
  package var keda: KEDAScaler?
  /// Without a `behavior` block the controller keeps to its older limit: double, or four.
  package var hasBehavior = true
  package var tolerance = 0.1
  package var sync: SimDuration = .seconds(15)
  /// How often there is a new point of each metric, 15 to 60 s (`--metric-resolution`).
  package var metricResolution: SimDuration = .seconds(15)
  /// The highest recommendation of this long holds against fewer pods.
  package var stabilization: SimDuration = .seconds(300)

  /// How long after its start a pod that fails its checks is taken for one that is not ready yet, and
  /// not for one that is busy.
  package var initializationPeriod: SimDuration = .minutes(5)

  package init(metrics: [PodMetric]) { self.metrics = metrics }

  /// An autoscaler on CPU alone.
  package init(target: Double) { metrics = [PodMetric(.cpu, target: target)] }

  /// The target of a kind of metric; `nil` where it is not among them.
  package func target(of kind: PodMetric.Kind) -> Double? {
    metrics.first { $0.kind == kind }?.target
  }

  /// The pods that all metrics ask for, before any limit.
  ///
  /// - Parameters:
  ///   - current: pods that are asked for, one or more.
  ///   - recommendations: of each metric; `nil` for one without a value.
  /// - Returns: the place of the metric that decides, and its pods; `nil` where nothing is to change
  ///   because a metric that may need them has no value.
  package func decide(current: Int, _ recommendations: [Int?]) -> (metric: Int, pods: Int)? {
    var most: (metric: Int, pods: Int)?
    for (metric, pods) in recommendations.enumerated() {
      if let pods, pods > most?.pods ?? .min { most = (metric, pods) }
    }
    guard let most, most.pods >= current || !recommendations.contains(nil) else { return nil }
    return most
  }

  /// The pods that a value of the whole service asks for, an equal share of it for each.
  ///
  /// - Parameter total: in the target's unit.
  package func recommendation(current: Int, total: Double, target: Double) -> Int {
    isTolerated(total / (target * Double(current))) ? current : pods(1, times: total / target)
  }

  /// The pods that utilisation asks for, before any limit.
  ///
  /// Pods that are not ready yet are left out where there are too many, and count as idle where
  /// there are too few, so that those that are on their way are not asked for twice.
  ///
  /// - Parameters:
  ///   - current: pods that are asked for, one or more.
  ///   - ready: those of them that are ready; `nil` for all.
  ///   - metric: percent of what is requested, the mean over the ready pods; may exceed 100.
  ///   - target: percent; `nil` for the CPU's.
  package func recommendation(
    current: Int, ready: Int? = nil, metric: Double, target: Double? = nil
  ) -> Int {
    guard let target = target ?? self.target(of: .cpu) else { return current }
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
    // With `behavior` the window only keeps pods; without, its highest recommendation is the one.
    let kept = recommendation >= current ? recommendation : min(current, highest)
    let stable = hasBehavior ? kept : highest
    let most = hasBehavior ? max(oldest * 2, oldest + 4) : max(current * 2, 4)
    return min(max(min(stable, most), bounds.lowerBound), bounds.upperBound)
  }
}
