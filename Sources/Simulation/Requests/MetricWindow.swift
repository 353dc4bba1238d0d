/// What a request plane adds up for one window of the service's metrics.
struct MetricWindow {
  var work = WorkMeter()
  var requests = 0
  private var healthySeconds = 0.0
  private var taskSeconds = 0.0
  private var start = 0.0
  /// Latency of all requests of the run when the window began.
  private var latencyAtStart = 0.0

  mutating func pass(_ seconds: Double, running: Int, healthy: Int) {
    work.taskSeconds += Double(running) * seconds
    taskSeconds += Double(running) * seconds
    healthySeconds += Double(healthy) * seconds
  }

  /// Ends the window at `now` and starts the next one.
  ///
  /// Requests in progress follow from Little's law: the latency of a window's arrivals over its
  /// length.
  ///
  /// - Parameters:
  ///   - backlog: server-seconds of work that waits.
  ///   - latency: seconds of latency of all requests since the start of the run.
  mutating func close(
    now: Double, backlog: Double, latency: Double, configuration: ServiceConfiguration
  ) -> ServiceMetrics {
    let seconds = max(now - start, .leastNormalMagnitude)
    let cpu = work.close(
      backlog: backlog, serversPerTask: configuration.serversPerTask, idle: configuration.idleCPU)
    let perTarget =
      healthySeconds > 0
      ? Double(requests) / (healthySeconds / seconds)
      : ServiceMetrics.requestsWithoutTarget(seconds: now - start)
    let memory = memoryPercent(
      tasks: taskSeconds / seconds, inProgress: (latency - latencyAtStart) / seconds,
      perMinute: Double(requests) * 60 / seconds, configuration: configuration)
    let offered = Double(requests)
    requests = 0
    healthySeconds = 0
    taskSeconds = 0
    start = now
    latencyAtStart = latency
    return ServiceMetrics(
      cpuPercent: cpu, requestsPerTarget: perTarget, memoryPercent: memory, requests: offered)
  }

  private func memoryPercent(
    tasks: Double, inProgress: Double, perMinute: Double, configuration: ServiceConfiguration
  ) -> Double? {
    guard tasks > 0 else { return nil }
    return configuration.memoryUse.percent(
      of: Double(configuration.memoryMB), inProgressPerTask: inProgress / tasks,
      requestsPerMinuteAndTask: perMinute / tasks)
  }
}
