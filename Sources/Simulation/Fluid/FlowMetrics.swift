/// Makes a service's metrics from what has flowed.
struct FlowMetrics {
  private let servers: Double
  private let idleCPU: Double
  private let memoryUse: MemoryUse
  private let memoryMB: Double

  init(_ configuration: ServiceConfiguration) {
    servers = Double(configuration.serversPerTask)
    idleCPU = configuration.idleCPU
    memoryUse = configuration.memoryUse
    memoryMB = Double(configuration.memoryMB)
  }

  /// The point of a window that ends now.
  ///
  /// - Parameter now: in nanoseconds since the start.
  @inline(__always)
  func point(of sums: FlowSums, until now: Int64) -> ServiceMetrics {
    let seconds = max(Double(now - sums.start) * 1e-9, .leastNormalMagnitude)
    let count = max(0, sums.requests)
    let running = sums.runningSeconds
    return ServiceMetrics(
      cpuPercent: cpuPercent(of: sums),
      requestsPerTarget: sums.receivingSeconds > 0
        ? count * seconds / sums.receivingSeconds
        : ServiceMetrics.requestsWithoutTarget(seconds: Double(now - sums.start) * 1e-9),
      memoryPercent: running > 0
        ? memoryUse.percent(
          of: memoryMB, inProgressPerTask: sums.latencySeconds / running,
          requestsPerMinuteAndTask: count * 60 / running) : nil,
      requests: count)
  }

  /// Percent of the CPU of the running tasks; `nil` where none ran.
  @inline(__always)
  func cpuPercent(of sums: FlowSums) -> Double? {
    let capacity = sums.runningSeconds * servers
    guard capacity > 0 else { return nil }
    return min(100, max(0, 100 * (sums.work / capacity + idleCPU)))
  }
}
