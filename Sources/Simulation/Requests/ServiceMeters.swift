/// What a request plane adds up for metrics: the CPU of the open minute, and the open window of
/// each resolution.
struct ServiceMeters {
  private var minute = WorkMeter()
  private var standard = MetricWindow()
  private var highResolution = MetricWindow()

  /// Time passes with so many tasks RUNNING and targets that take requests.
  mutating func pass(_ seconds: Double, running: Int, targets: Int) {
    minute.taskSeconds += Double(running) * seconds
    standard.pass(seconds, running: running, targets: targets)
    highResolution.pass(seconds, running: running, targets: targets)
  }

  @inline(__always)
  mutating func arrive(_ requests: Int) {
    standard.arrive(requests)
    highResolution.arrive(requests)
  }

  /// Tasks were given so many server-seconds of work; below zero where it is gone with a task.
  @inline(__always)
  mutating func assign(_ seconds: Double) {
    minute.assigned += seconds
    standard.assign(seconds)
    highResolution.assign(seconds)
  }

  /// Tasks have used so many server-seconds for their start.
  ///
  /// - Parameter ofPods: whether a pod autoscaler watches, which leaves pods out that are not ready.
  mutating func addBoot(_ seconds: Double, ofPods: Bool) {
    minute.assigned += seconds
    standard.assign(seconds)
    if !ofPods { highResolution.assign(seconds) }
  }

  /// Ends the minute.
  ///
  /// - Parameter backlog: server-seconds of work that waits.
  /// - Returns: percent of the running tasks' CPU; `nil` when none ran.
  mutating func closeMinute(backlog: Double, configuration: ServiceConfiguration) -> Double? {
    minute.close(
      backlog: backlog, serversPerTask: configuration.serversPerTask, idle: configuration.idleCPU)
  }

  mutating func closeStandard(
    at end: MetricWindow.End, configuration: ServiceConfiguration
  ) -> ServiceMetrics {
    standard.close(at: end, configuration: configuration)
  }

  mutating func closeHighResolution(
    at end: MetricWindow.End, configuration: ServiceConfiguration
  ) -> ServiceMetrics {
    highResolution.close(at: end, configuration: configuration)
  }
}
