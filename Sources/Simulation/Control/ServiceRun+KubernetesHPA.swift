internal import Autoscaling
internal import Units

/// What a horizontal pod autoscaler remembers.
struct AutoscalerMemory {
  var recommendations: [CountChange] = []
  /// Of running pods, up to the last sync.
  var podNanoseconds: Int128 = 0
}

extension ServiceRun {
  mutating func scheduleHPA() {
    guard let hpa = configuration.kubernetesHPA else { return }
    recurring.set(RecurringEvents.autoscaler, to: hpa.sync.nanoseconds)
  }

  /// One sync of the autoscaler: the newest CPU point, a recommendation, and at once its pods.
  mutating func syncHPA() {
    guard let hpa = configuration.kubernetesHPA else { return }
    recurring.set(RecurringEvents.autoscaler, to: (now + hpa.sync).nanoseconds)
    let running = meanRunning(over: hpa.sync)
    let newest = recording.map { recordedCPU($0, at: now) } ?? history.fineCPU.last
    // A metric that is not there scales nothing.
    guard let cpu = newest, !cpu.isNaN else { return }
    let current = scaling.requested
    // A recording does not tell which pods were ready. Those of a run that are not do next to nothing.
    let ready = recording == nil ? fleet.healthy : current
    let mean = recording == nil ? cpu * running / Double(max(1, ready)) : cpu
    let recommendation = hpa.recommendation(current: current, ready: ready, metric: mean)
    autoscaler.recommendations.removeAll { $0.time <= now - hpa.stabilization }
    // The count at the start of the run stands for what was recommended before.
    if now - .start <= hpa.stabilization, autoscaler.recommendations.isEmpty {
      autoscaler.recommendations.append(CountChange(time: .start, count: current))
    }
    autoscaler.recommendations.append(CountChange(time: now, count: recommendation))
    let highest = autoscaler.recommendations.map(\.count).max() ?? recommendation
    let next = hpa.next(
      current: current, recommendation: recommendation, highest: highest, oldest: current,
      bounds: minTasks...maxTasks)
    guard next != current else { return }
    let cause =
      "cpu resource utilization (percentage of request) \(next > current ? "above" : "below") target"
    let shown =
      ready < current
      ? "\(ready) of \(current) ready at \(mean.shortText) of \(hpa.target.shortText) = \(recommendation)"
      : "ceil(\(current) × \(cpu.shortText) / \(hpa.target.shortText)) = \(recommendation)"
    begin(
      next, by: KubernetesHPA.key, cause: cause, cooldown: .zero, at: now, arithmetic: shown)
  }

  /// The pods that the metric's window is about: some may have come or gone within it.
  private mutating func meanRunning(over window: SimDuration) -> Double {
    let total = statistics.taskNanoseconds(until: now)
    defer { autoscaler.podNanoseconds = total }
    return Double(total - autoscaler.podNanoseconds) / Double(window.nanoseconds)
  }
}
