internal import Autoscaling
internal import Units

/// What a horizontal pod autoscaler and KEDA remember.
struct AutoscalerMemory {
  var recommendations: [CountChange] = []
  /// Of running pods, up to the end of the newest window of the metrics.
  var podNanoseconds: Int128 = 0
  /// The pods that this window is about: some may have come or gone within it.
  var meanRunning = 0.0
  /// The last poll that found KEDA's trigger active; the start of the run stands for one.
  var lastActive = SimTime.start
}

/// A value of a pod autoscaler's metric, and what it asks for.
private struct PodReading {
  let metric: PodMetric
  let pods: Int
  /// How it came to that, for a replay.
  let arithmetic: String
}

extension ServiceRun {
  mutating func scheduleHPA() {
    guard let hpa = configuration.kubernetesHPA else { return }
    recurring.set(RecurringEvents.autoscaler, to: hpa.sync.nanoseconds)
    if let keda = hpa.keda {
      recurring.set(RecurringEvents.trigger, to: keda.pollingInterval.nanoseconds)
    }
  }

  /// One sync of the autoscaler: the newest points, a recommendation, and at once its pods.
  mutating func syncHPA() {
    guard let hpa = configuration.kubernetesHPA else { return }
    recurring.set(RecurringEvents.autoscaler, to: (now + hpa.sync).nanoseconds)
    let current = scaling.requested
    // Without a pod it is switched off.
    guard current > 0 else { return }
    let readings = hpa.metrics.map { read($0, hpa: hpa, current: current) }
    guard let decided = hpa.decide(current: current, readings.map { $0?.pods }),
      let reading = readings[decided.metric]
    else { return }
    let recommendation = decided.pods
    autoscaler.recommendations.removeAll { $0.time <= now - hpa.stabilization }
    // The count at the start of the run stands for what was recommended before.
    if now - .start <= hpa.stabilization, autoscaler.recommendations.isEmpty {
      autoscaler.recommendations.append(CountChange(time: .start, count: current))
    }
    autoscaler.recommendations.append(CountChange(time: now, count: recommendation))
    let highest = autoscaler.recommendations.map(\.count).max() ?? recommendation
    let next = hpa.next(
      current: current, recommendation: recommendation, highest: highest, oldest: current,
      bounds: max(1, minTasks)...max(1, maxTasks))
    guard next != current else { return }
    begin(
      next, by: KubernetesHPA.key,
      cause: "\(reading.metric.kind.cause) \(next > current ? "above" : "below") target",
      cooldown: .zero, at: now,
      arithmetic: hpa.metrics.count > 1
        ? "\(reading.metric.kind.rawValue): \(reading.arithmetic)" : reading.arithmetic)
  }

  /// The newest value of a metric and the pods that it asks for; `nil` where there is no value.
  private mutating func read(
    _ metric: PodMetric, hpa: KubernetesHPA, current: Int
  ) -> PodReading? {
    let target = metric.target
    guard metric.kind != .requestsPerSecond else {
      guard let rate = requestRate(over: hpa.metricResolution) else { return nil }
      let pods = hpa.recommendation(current: current, total: rate, target: target)
      return PodReading(
        metric: metric, pods: pods,
        arithmetic: "ceil(\(rate.shortText) / \(target.shortText)) = \(pods)")
    }
    let isCPU = metric.kind == .cpu
    let points = isCPU ? history.fineCPU : history.fineMemory
    let newest = recording.map { recordedCPU($0, at: now) } ?? points.last
    guard let value = newest, !value.isNaN else { return nil }
    // A recording does not tell which pods were ready. Those of a run that are not do next to nothing;
    // their memory is theirs all the same.
    let ready = recording == nil ? (isCPU ? readyPods(hpa) : fleet.running) : current
    // With no pod to take it from the metric has no value.
    guard ready > 0 else { return nil }
    let mean = recording == nil ? value * autoscaler.meanRunning / Double(ready) : value
    let pods = hpa.recommendation(current: current, ready: ready, metric: mean, target: target)
    return PodReading(
      metric: metric, pods: pods,
      arithmetic: ready < current
        ? "\(ready) of \(current) ready at \(mean.shortText) of \(target.shortText) = \(pods)"
        : "ceil(\(current) × \(value.shortText) / \(target.shortText)) = \(pods)")
  }

  /// Pods that have been ready, without those that fail their checks while they are new.
  private func readyPods(_ hpa: KubernetesHPA) -> Int {
    fleet.tasks.count { task in
      task.phase == .healthy
        && !(task.isUnhealthy && task.runningSince + hpa.initializationPeriod > now)
    }
  }

  /// Requests a second of the whole service in the newest window of the metrics server; `nil` before
  /// the first has ended.
  private func requestRate(over window: SimDuration) -> Double? {
    history.fineRequests.last.map { $0 / window.inSeconds }
  }

  /// To be called when a window of the metrics server has ended.
  mutating func closePodWindow() {
    guard let hpa = configuration.kubernetesHPA else { return }
    let total = statistics.taskNanoseconds(until: now)
    autoscaler.meanRunning =
      Double(total - autoscaler.podNanoseconds) / Double(hpa.metricResolution.nanoseconds)
    autoscaler.podNanoseconds = total
  }

  /// KEDA looks at its trigger.
  mutating func pollTrigger() {
    guard let hpa = configuration.kubernetesHPA, let keda = hpa.keda else { return }
    recurring.set(RecurringEvents.trigger, to: (now + keda.pollingInterval).nanoseconds)
    let rate = requestRate(over: hpa.metricResolution)
    if let rate, keda.isActive(rate) { autoscaler.lastActive = now }
    let next = keda.next(
      current: scaling.requested, fewest: minTasks, value: rate,
      idle: now - autoscaler.lastActive)
    guard let next, let rate else { return }
    // What was recommended for the pods that are gone says nothing of those to come.
    autoscaler.recommendations.removeAll()
    let cause =
      if keda.isActive(rate) {
        "trigger requests_per_second active: \(rate.shortText) above"
          + " \(keda.activationThreshold.shortText)"
      } else if next > 0 {
        "fewer pods than the \(minTasks) that are kept without load"
      } else {
        "trigger requests_per_second not active for \(keda.cooldownPeriod)"
      }
    begin(next, by: KEDAScaler.key, cause: cause, cooldown: .zero, at: now)
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
