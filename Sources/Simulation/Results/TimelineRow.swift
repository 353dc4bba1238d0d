/// One minute of one service.
///
/// Requests belong to the minute of their arrival: `offered = served + errors.total`.
package struct TimelineRow: Sendable, Hashable {
  /// Minutes since the start of the period.
  package let minute: Int
  package let offered: Int64
  package let served: Int64
  package let errors: ErrorCounts
  /// CPU used in this very minute over CPU of the running tasks, in percent; `nil` without tasks.
  package let cpuPercent: Double?
  /// The service's `CPUUtilization` point of this minute as CloudWatch publishes it, whose window
  /// is shifted by the sampling offset; `nil` where no task ran or the run ended first.
  package let publishedCPUPercent: Double?
  /// The service's `MemoryUtilization` point of this minute; `nil` where no task ran or nothing is said
  /// of memory.
  package let memoryPercent: Double?
  /// Counts at the end of the minute.
  package let desired: Int
  package let running: Int
  package let healthy: Int
  /// `nil` for a minute without a request.
  package let latency: LatencySummary?
  /// Requests in progress, the mean over the minute.
  package let inProgress: Double

  package init(
    minute: Int, offered: Int64, served: Int64, errors: ErrorCounts, cpuPercent: Double?,
    publishedCPUPercent: Double?, memoryPercent: Double? = nil, desired: Int, running: Int,
    healthy: Int,
    latency: LatencySummary?, inProgress: Double
  ) {
    self.minute = minute
    self.offered = offered
    self.served = served
    self.errors = errors
    self.cpuPercent = cpuPercent
    self.publishedCPUPercent = publishedCPUPercent
    self.memoryPercent = memoryPercent
    self.desired = desired
    self.running = running
    self.healthy = healthy
    self.latency = latency
    self.inProgress = inProgress
  }
}
