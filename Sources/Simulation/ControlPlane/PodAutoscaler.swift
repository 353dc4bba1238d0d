internal import Autoscaling
internal import Units

/// A horizontal pod autoscaler and KEDA in place of policies, for comparison (aws-autoscaling reference
/// section 9).
struct PodAutoscaler {
  private let hpa: KubernetesHPA
  private var recommendations: [CountChange] = []
  /// Of running pods, up to the end of the newest window of the metrics.
  private var podNanoseconds: Int128 = 0
  /// The pods that this window is about: some may have come or gone within it.
  private var meanRunning = 0.0
  /// The last poll that found KEDA's trigger active; the start of the run stands for one.
  private var lastActive = SimTime.start

  /// The pods as the autoscaler sees them.
  struct View {
    let now: SimTime
    let requested: Int
    let minTasks: Int
    let maxTasks: Int
    /// Pods in RUNNING, and those of them that have been ready; `nil` for a recording, which does not
    /// tell.
    let running: Int?
    let ready: Int?
    /// The newest points of its metrics, in percent; `nil` where there is none.
    let cpu: Double?
    let memory: Double?
    /// Requests of the newest window of the metrics server; `nil` before the first has ended.
    let requests: Double?
  }

  /// A value of a metric, and what it asks for.
  private struct Reading {
    let metric: PodMetric
    let pods: Int
    /// How it came to that, for a replay.
    let arithmetic: String
  }

  init?(_ configuration: ServiceConfiguration) {
    guard let hpa = configuration.kubernetesHPA else { return nil }
    self.hpa = hpa
  }

  /// The same for a run that begins at `time` of this one.
  func continued(from time: SimTime) -> PodAutoscaler {
    var autoscaler = self
    let passed = time - .start
    autoscaler.recommendations = recommendations.map {
      CountChange(time: $0.time - passed, count: $0.count)
    }
    autoscaler.podNanoseconds = 0
    autoscaler.lastActive = lastActive - passed
    return autoscaler
  }

  var sync: SimDuration { hpa.sync }
  /// `nil` without KEDA.
  var pollingInterval: SimDuration? { hpa.keda?.pollingInterval }
  var initializationPeriod: SimDuration { hpa.initializationPeriod }

  /// A window of the metrics server has ended.
  ///
  /// - Parameter total: running pods × nanoseconds since the start.
  mutating func closeWindow(total: Int128) {
    meanRunning = Double(total - podNanoseconds) / Double(hpa.metricResolution.nanoseconds)
    podNanoseconds = total
  }

  /// One sync of the autoscaler: the newest points, a recommendation, and at once its pods.
  mutating func sync(_ view: View) -> ScalingStep? {
    let (now, current) = (view.now, view.requested)
    // Without a pod it is switched off.
    guard current > 0 else { return nil }
    let readings = hpa.metrics.map { read($0, view) }
    guard let decided = hpa.decide(current: current, readings.map { $0?.pods }),
      let reading = readings[decided.metric]
    else { return nil }
    let recommendation = decided.pods
    recommendations.removeAll { $0.time <= now - hpa.stabilization }
    // The count at the start of the run stands for what was recommended before.
    if now - .start <= hpa.stabilization, recommendations.isEmpty {
      recommendations.append(CountChange(time: .start, count: current))
    }
    recommendations.append(CountChange(time: now, count: recommendation))
    let highest = recommendations.map(\.count).max() ?? recommendation
    let next = hpa.next(
      current: current, recommendation: recommendation, highest: highest, oldest: current,
      bounds: max(1, view.minTasks)...max(1, view.maxTasks))
    guard next != current else { return nil }
    return ScalingStep(
      target: next, author: KubernetesHPA.key,
      cause: "\(reading.metric.kind.cause) \(next > current ? "above" : "below") target",
      cooldown: .zero,
      arithmetic: hpa.metrics.count > 1
        ? "\(reading.metric.kind.rawValue): \(reading.arithmetic)" : reading.arithmetic)
  }

  /// The newest value of a metric and the pods that it asks for; `nil` where there is no value.
  private func read(_ metric: PodMetric, _ view: View) -> Reading? {
    let (target, current) = (metric.target, view.requested)
    guard metric.kind != .requestsPerSecond else {
      guard let rate = rate(view) else { return nil }
      let pods = hpa.recommendation(current: current, total: rate, target: target)
      return Reading(
        metric: metric, pods: pods,
        arithmetic: "ceil(\(rate.shortText) / \(target.shortText)) = \(pods)")
    }
    let isCPU = metric.kind == .cpu
    let newest = view.ready == nil || isCPU ? view.cpu : view.memory
    guard let value = newest, !value.isNaN else { return nil }
    // A recording does not tell which pods were ready. Those of a run that are not do next to nothing;
    // their memory is theirs all the same.
    let ready = (isCPU ? view.ready : view.running) ?? current
    // With no pod to take it from the metric has no value.
    guard ready > 0 else { return nil }
    let mean = view.ready == nil ? value : value * meanRunning / Double(ready)
    let pods = hpa.recommendation(current: current, ready: ready, metric: mean, target: target)
    return Reading(
      metric: metric, pods: pods,
      arithmetic: ready < current
        ? "\(ready) of \(current) ready at \(mean.shortText) of \(target.shortText) = \(pods)"
        : "ceil(\(current) × \(value.shortText) / \(target.shortText)) = \(pods)")
  }

  /// Requests a second of the whole service.
  private func rate(_ view: View) -> Double? {
    view.requests.map { $0 / hpa.metricResolution.inSeconds }
  }

  /// KEDA looks at its trigger.
  mutating func poll(_ view: View) -> ScalingStep? {
    guard let keda = hpa.keda else { return nil }
    let rate = rate(view)
    if let rate, keda.isActive(rate) { lastActive = view.now }
    let next = keda.next(
      current: view.requested, fewest: view.minTasks, value: rate, idle: view.now - lastActive)
    guard let next, let rate else { return nil }
    // What was recommended for the pods that are gone says nothing of those to come.
    recommendations.removeAll()
    let cause =
      if keda.isActive(rate) {
        "trigger requests_per_second active: \(rate.shortText) above"
          + " \(keda.activationThreshold.shortText)"
      } else if next > 0 {
        "fewer pods than the \(view.minTasks) that are kept without load"
      } else {
        "trigger requests_per_second not active for \(keda.cooldownPeriod)"
      }
    return ScalingStep(target: next, author: KEDAScaler.key, cause: cause, cooldown: .zero)
  }
}

extension PodMetric.Kind {
  /// As the autoscaler's events say it.
  fileprivate var cause: String {
    switch self {
    case .cpu: "cpu resource utilization (percentage of request)"
    case .memory: "memory resource utilization (percentage of request)"
    case .requestsPerSecond: "external metric requests_per_second"
    }
  }
}
