/// Makes a service's metrics from what has flowed.
struct FlowMetrics {
  private let servers: Double
  private let idleCPU: Double
  private let memoryUse: MemoryUse
  private let memoryMB: Double
  /// Percent of the memory where requests take none.
  private let memoryAtRest: Double
  private let isMemoryFixed: Bool

  init(_ configuration: ServiceConfiguration) {
    servers = Double(configuration.serversPerTask)
    idleCPU = configuration.idleCPU
    memoryUse = configuration.memoryUse
    memoryMB = Double(configuration.memoryMB)
    memoryAtRest = configuration.memoryUse.percent(
      of: memoryMB, inProgressPerTask: 0, requestsPerMinuteAndTask: 0)
    isMemoryFixed = memoryUse.perConcurrentRequest == 0 && memoryUse.perRequest == 0
  }

  /// The point of a window that ends now.
  ///
  /// - Parameter now: in nanoseconds since the start.
  @inline(__always)
  func point(of sums: FlowSums, until now: Int64) -> ServiceMetrics {
    let seconds = max(Double(now - sums.start) * 1e-9, .leastNormalMagnitude)
    let count = max(0, sums.requests)
    return ServiceMetrics(
      cpuPercent: cpuPercent(of: sums),
      requestsPerTarget: sums.receivingSeconds > 0
        ? count * seconds / sums.receivingSeconds
        : ServiceMetrics.requestsWithoutTarget(seconds: Double(now - sums.start) * 1e-9),
      memoryPercent: memoryPercent(of: sums),
      requests: count)
  }

  @inline(__always)
  private func memoryPercent(of sums: FlowSums) -> Double? {
    let running = sums.runningSeconds
    guard running > 0 else { return nil }
    if isMemoryFixed { return memoryAtRest }
    return memoryUse.percent(
      of: memoryMB, inProgressPerTask: sums.latencySeconds / running,
      requestsPerMinuteAndTask: max(0, sums.requests) * 60 / running)
  }

  /// Percent of the CPU of the running tasks; `nil` where none ran.
  @inline(__always)
  func cpuPercent(of sums: FlowSums) -> Double? {
    let capacity = sums.runningSeconds * servers
    guard capacity > 0 else { return nil }
    return min(100, max(0, 100 * (sums.work / capacity + idleCPU)))
  }
}
