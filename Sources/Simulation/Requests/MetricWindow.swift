/// What a request plane adds up for one window of the service's metrics.
struct MetricWindow {
  /// Where a window ends.
  struct End {
    /// Seconds since the start of the period.
    let now: Double
    /// Server-seconds of work that waits.
    let backlog: Double
    /// Seconds of latency of all requests since the start of the run.
    let latency: Double
  }

  private var work = WorkMeter()
  private var requests = 0
  private var targetSeconds = 0.0
  private var taskSeconds = 0.0
  private var start = 0.0
  /// Latency of all requests of the run when the window began.
  private var latencyAtStart = 0.0

  @inline(__always)
  mutating func arrive(_ requests: Int) { self.requests += requests }

  /// Tasks were given so many server-seconds of work; below zero where it is gone with a task.
  @inline(__always)
  mutating func assign(_ seconds: Double) { work.assigned += seconds }

  /// Time passes with so many tasks RUNNING and targets that take requests.
  mutating func pass(_ seconds: Double, running: Int, targets: Int) {
    work.taskSeconds += Double(running) * seconds
    taskSeconds += Double(running) * seconds
    targetSeconds += Double(targets) * seconds
  }

  /// Ends the window and starts the next one.
  ///
  /// Requests in progress follow from Little's law: the latency of a window's arrivals over its
  /// length.
  mutating func close(at end: End, configuration: ServiceConfiguration) -> ServiceMetrics {
    let (now, latency) = (end.now, end.latency)
    let seconds = max(now - start, .leastNormalMagnitude)
    let cpu = work.close(
      backlog: end.backlog, serversPerTask: configuration.serversPerTask,
      idle: configuration.idleCPU)
    let perTarget =
      targetSeconds > 0
      ? Double(requests) / (targetSeconds / seconds)
      : ServiceMetrics.requestsWithoutTarget(seconds: now - start)
    let memory = memoryPercent(
      tasks: taskSeconds / seconds, inProgress: (latency - latencyAtStart) / seconds,
      perMinute: Double(requests) * 60 / seconds, configuration: configuration)
    let offered = Double(requests)
    requests = 0
    targetSeconds = 0
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
