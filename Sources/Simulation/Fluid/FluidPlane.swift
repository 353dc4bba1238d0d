internal import Autoscaling
internal import Kernel
package import Ledger
package import Units
package import Workload

/// Serves a service's load as a flow: rates and queueing formulas in place of requests.
///
/// Between two changes of rate or tasks the mean wait of each task moves by `WaitFlow`, latencies
/// follow from tables, and the two published metrics and a minute's percentiles get the noise that
/// requests would give them (`MetricNoise`, `LatencyScatter`).
/// Counts are expectations, rounded so that nothing is lost over time. What is approximate: waits
/// between two such changes follow their mean; the share that meets a wait and its distribution are
/// those of the steady state with the same mean; backlogs are the same for all tasks of a group.
package struct FluidPlane: DataPlane {
  let model: FluidModel
  // Constants of the loop, beside it.
  let expected: [Double]
  let stepNanoseconds: Int64
  /// The service's share of the load, over the seconds of a step.
  let sharePerSecond: Double
  let servers: Double
  let serviceMean: Double
  /// Seconds that a request without a wait is open.
  let openRest: Double
  /// Seconds up to which a wait is ordinary.
  let ordinaryWait: Double
  let hasQueueLimit: Bool
  let hasLatencies: Bool
  private let idleCPU: Double
  private let memoryUse: MemoryUse
  private let memoryMB: Double

  var now: Int64 = 0
  /// Up to where the flow has been computed, and the step of the profile there.
  var flowed: Int64 = 0
  var step = 0
  var stepEnd: Int64 = 0
  var rate = 0.0
  var rateRoot = 0.0
  /// Servers of all receivers, how busy a request a second would keep them, and how busy the rate does.
  var capacity = 0.0
  var busyPerRate = 0.0
  var utilisation = 0.0
  /// Tasks that count in the CPU metric.
  var running = 0.0
  var noise: MetricNoise

  var tasks: [FluidTask] = []
  var groups: [FluidGroup] = []
  var receivers = 0
  /// Tasks that are gone and still get requests, and the rate at which those go there.
  var unreachable: [TaskID] = []
  var unreachableRate = 0.0
  var offeredRate = 0.0
  /// The waits and the latency table for so many receivers.
  var curve: WaitCurve
  var table = 0

  /// Requests since the start, and those of closed minutes in whole numbers.
  var requests = 0.0
  private var offered: Int64 = 0
  /// Requests in progress over time, up to the last metric window that has ended.
  private(set) var requestSeconds = 0.0
  /// Latencies of the requests of closed minutes.
  private(set) var latencySeconds = 0.0
  private(set) var window = FlowSums()
  /// Open only where somebody asks for finer points, or for latencies.
  private var fineWindow = FlowSums()
  private var minuteWindow = FlowSums()
  private let hasFineWindows: Bool
  var minute = MinuteFlow()
  var rounding = ErrorRounding()

  var latencies: LatencyRecord?
  package private(set) var minutes = RowLog<MinuteLoad>()
  /// Load by clock hour of the calendar.
  package private(set) var hourly: HourlyLoad
  private var hour = 0
  private var hourEnd: Int64

  /// - Parameters:
  ///   - profile: the whole system's load from the start of the period.
  ///   - calendar: the period, for `hourly`.
  ///   - replication: distinguishes repetitions under one seed.
  package init(
    model: FluidModel, profile: RateProfile, calendar: LedgerCalendar, seed: UInt64,
    replication: UInt64 = 0
  ) {
    let configuration = model.configuration
    self.model = model
    expected = profile.expected
    stepNanoseconds = profile.step * 1_000_000_000
    sharePerSecond = configuration.share / Double(profile.step)
    servers = Double(configuration.serversPerTask)
    serviceMean = model.serviceMean
    openRest = model.openTime.rest
    ordinaryWait = model.ordinaryWait
    hasQueueLimit = configuration.backlog != nil
    hasLatencies = model.hasLatencies
    idleCPU = configuration.idleCPU
    memoryUse = configuration.memoryUse
    memoryMB = Double(configuration.memoryMB)
    curve = model.waits(ofCurve: 0)
    hasFineWindows = configuration.watchesHighResolution
    noise = MetricNoise(
      windowOffset: configuration.metrics.samplingOffset, hasFineWindows: hasFineWindows,
      variability: model.serviceVariability,
      key: StreamKey(
        seed: seed, replication: replication, component: "metric noise",
        entity: configuration.name))
    hourly = HourlyLoad(calendar: calendar)
    let firstHour = calendar.startOfHour(1).seconds(since: calendar.period.start)
    hourEnd = firstHour * 1_000_000_000
    if model.hasLatencies {
      latencies = LatencyRecord(
        model,
        key: StreamKey(
          seed: seed, replication: replication, component: "latency scatter",
          entity: configuration.name))
    }
  }

  package mutating func advance(to time: SimTime) { now = time.nanoseconds }

  package mutating func closeMetricWindow() -> ServiceMetrics {
    flow()
    return endMetricWindow()
  }

  @inline(__always)
  mutating func endMetricWindow() -> ServiceMetrics {
    defer { window = FlowSums(start: now) }
    requestSeconds += window.latencySeconds
    return metrics(of: window)
  }

  package mutating func closeHighResolutionWindow() -> ServiceMetrics {
    flow()
    defer { fineWindow = FlowSums(start: now) }
    return metrics(of: fineWindow)
  }

  /// Adds what has flowed to every window that is open.
  @inline(__always)
  mutating func add(_ sums: FlowSums) {
    window.add(sums)
    if hasFineWindows { fineWindow.add(sums) }
    if hasLatencies { minuteWindow.add(sums) }
  }

  // Mutating, as all that runs every minute: lending the plane copies it.
  @inline(__always)
  private mutating func metrics(of sums: FlowSums) -> ServiceMetrics {
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

  @inline(__always)
  private mutating func cpuPercent(of sums: FlowSums) -> Double? {
    let capacity = sums.runningSeconds * servers
    guard capacity > 0 else { return nil }
    return min(100, max(0, 100 * (sums.work / capacity + idleCPU)))
  }

  package mutating func closeMinute() {
    flow()
    endMinute()
  }

  @inline(__always)
  mutating func endMinute() {
    let total = Int64(requests + 0.5)
    let count = total - offered
    offered = total
    let open = Int64(minute.latencySeconds * 1000 + 0.5)
    if latencies != nil {
      closeMinute(count: count, open: open)
    }
    while now > hourEnd {
      hour += 1
      hourEnd += 3_600_000_000_000
    }
    hourly.requests[hour] += count
    hourly.openMilliseconds[hour] += open
    latencySeconds += minute.latencySeconds
    minuteWindow = FlowSums(start: now)
    minute.reset()
    if groups.count > 1 { regroup() }
  }

  private mutating func closeMinute(count: Int64, open: Int64) {
    var latency: LatencySummary?
    var overdue = 0.0
    if let closed = latencies?.close(minute) { (latency, overdue) = closed }
    let errors = rounding.errors(
      unavailable: minute.unavailable, unreachable: minute.unreachable, overdue: overdue,
      limits: model.limits, offered: count)
    minutes.append(
      MinuteLoad(
        offered: count, errors: errors, latency: count > errors.unavailable ? latency : nil,
        openMilliseconds: open, cpuPercent: cpuPercent(of: minuteWindow)))
  }

  package var runLatency: LatencySummary? { latencies?.summary }

  /// Counts requests that a stopped task took with it: 502, in the latest minutes that have served.
  mutating func lose(_ lost: Double) {
    var left = Int64(lost.rounded())
    var index = minutes.count - 1
    while left > 0, index >= 0 {
      let part = min(left, minutes[index].served)
      minutes.change(at: index) { $0.errors.badGateway += part }
      left -= part
      index -= 1
    }
  }
}
