internal import Autoscaling
internal import Kernel
package import Ledger
package import Units
package import Workload

/// Serves a service's load as a flow: rates and queueing formulas in place of requests.
///
/// Between two changes of rate or tasks the mean wait of each task moves by `WaitFlow`, latencies
/// follow from tables, and the two published metrics get the noise that requests would give them.
/// Counts are expectations, rounded so that nothing is lost over time. What is approximate: waits
/// between two such changes follow their mean; the share that meets a wait and its distribution are
/// those of the steady state with the same mean; backlogs are the same for all tasks of a group.
package struct FluidPlane: DataPlane {
  let model: FluidModel
  // Constants of the loop, beside it.
  let expected: [Double]
  let stepNanoseconds: Int64
  let share: Double
  let servers: Double
  let serviceMean: Double
  let restMean: Double
  let hasQueueLimit: Bool
  let hasLatencies: Bool

  var now: Int64 = 0
  /// Up to where the flow has been computed, and the step of the profile there.
  var flowed: Int64 = 0
  var step = 0
  var stepEnd: Int64 = 0
  var rate = 0.0
  var rateRoot = 0.0
  /// Servers of all receivers, and how busy the rate keeps them.
  var capacity = 0.0
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

  /// Sums since the start: requests, deviations of their number, server-seconds of work done,
  /// task-seconds of running and of receiving tasks.
  var requests = 0.0
  var requestNoise = 0.0
  var work = 0.0
  var runningSeconds = 0.0
  var receivingSeconds = 0.0
  /// Seconds of latency of the requests of all closed minutes.
  fileprivate var latencySeconds = 0.0
  private var metricMark = Marks()
  private var fineMark = Marks()
  private var minuteMark = Marks()
  private var offered: Int64 = 0
  var minute = MinuteFlow()
  var rounding = ErrorRounding()

  var latencies: LatencyRecord?
  package private(set) var minutes: [MinuteLoad] = []
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
    share = configuration.share
    servers = Double(configuration.serversPerTask)
    serviceMean = model.serviceMean
    restMean = model.restMean
    hasQueueLimit = model.queueLimit != nil
    hasLatencies = model.hasLatencies
    curve = model.waits(ofCurve: 0)
    noise = MetricNoise(
      windowOffset: configuration.metrics.samplingOffset,
      hasFineWindows: configuration.policies.contains { policy in
        policy.alarms.contains { $0.metric.isHighResolution }
      },
      variability: model.serviceVariability,
      key: StreamKey(
        seed: seed, replication: replication, component: "metric noise",
        entity: configuration.name))
    hourly = HourlyLoad(calendar: calendar)
    let firstHour = calendar.startOfHour(1).seconds(since: calendar.period.start)
    hourEnd = firstHour * 1_000_000_000
    if model.hasLatencies {
      latencies = LatencyRecord(model)
      minutes.reserveCapacity(Int(calendar.period.seconds / 60) + 1)
    }
  }

  package mutating func advance(to time: SimTime) { now = time.nanoseconds }

  package mutating func closeMetricWindow() -> ServiceMetrics {
    flow()
    let mark = Marks(self)
    defer { metricMark = mark }
    return metrics(since: metricMark, until: mark)
  }

  package mutating func closeHighResolutionWindow() -> ServiceMetrics {
    flow()
    let mark = Marks(self)
    defer { fineMark = mark }
    return metrics(since: fineMark, until: mark)
  }

  // Mutating, as all that runs every minute: lending the plane copies it.
  private mutating func metrics(since start: Marks, until end: Marks) -> ServiceMetrics {
    let seconds = max(Double(end.time - start.time) * 1e-9, .leastNormalMagnitude)
    let receiving = end.receivingSeconds - start.receivingSeconds
    let count = max(0, end.requests - start.requests + end.requestNoise - start.requestNoise)
    let tasks = (end.runningSeconds - start.runningSeconds) / seconds
    let inProgress = (end.latencySeconds - start.latencySeconds) / seconds
    return ServiceMetrics(
      cpuPercent: cpuPercent(since: start, until: end),
      requestsPerTarget: receiving > 0 ? count / (receiving / seconds) : nil,
      memoryPercent: tasks > 0
        ? model.configuration.memoryUse.percent(
          of: Double(model.configuration.memoryMB), inProgressPerTask: inProgress / tasks,
          requestsPerMinuteAndTask: count * 60 / seconds / tasks) : nil)
  }

  private mutating func cpuPercent(since start: Marks, until end: Marks) -> Double? {
    let capacity = (end.runningSeconds - start.runningSeconds) * servers
    guard capacity > 0 else { return nil }
    let used = (end.work - start.work) / capacity + model.configuration.idleCPU
    return min(100, max(0, 100 * used))
  }

  package mutating func closeMinute() {
    flow()
    let mark = Marks(self)
    let total = Int64(requests + 0.5)
    let count = total - offered
    offered = total
    let open = Int64(minute.latencySeconds * 1000 + 0.5)
    if latencies != nil {
      closeMinute(count: count, open: open, until: mark)
    }
    while now > hourEnd {
      hour += 1
      hourEnd += 3_600_000_000_000
    }
    hourly.requests[hour] += count
    hourly.openMilliseconds[hour] += open
    latencySeconds += minute.latencySeconds
    minuteMark = mark
    minute.reset()
    if groups.count > 1 { regroup() }
  }

  private mutating func closeMinute(count: Int64, open: Int64, until mark: Marks) {
    var latency: LatencySummary?
    var overdue = 0.0
    if let closed = latencies?.close(minute) { (latency, overdue) = closed }
    let errors = rounding.errors(
      unavailable: minute.unavailable, unreachable: minute.unreachable, overdue: overdue,
      isClient: model.limits.isClientFirst,
      offered: count)
    minutes.append(
      MinuteLoad(
        offered: count, errors: errors, latency: count > errors.unavailable ? latency : nil,
        openMilliseconds: open, cpuPercent: cpuPercent(since: minuteMark, until: mark)))
  }

  package var runLatency: LatencySummary? { latencies?.summary }

  /// Counts requests that a stopped task took with it: 502, in the latest minutes that have served.
  mutating func lose(_ lost: Double) {
    var left = Int64(lost.rounded())
    var index = minutes.count - 1
    while left > 0, index >= 0 {
      let part = min(left, minutes[index].served)
      minutes[index].errors.badGateway += part
      left -= part
      index -= 1
    }
  }
}

/// The running sums at an instant.
private struct Marks {
  var time: Int64 = 0
  var requests = 0.0
  var requestNoise = 0.0
  var work = 0.0
  var runningSeconds = 0.0
  var receivingSeconds = 0.0
  var latencySeconds = 0.0

  init() {}

  @inline(__always)
  init(_ plane: borrowing FluidPlane) {
    time = plane.now
    requests = plane.requests
    requestNoise = plane.requestNoise
    work = plane.work
    runningSeconds = plane.runningSeconds
    receivingSeconds = plane.receivingSeconds
    latencySeconds = plane.latencySeconds + plane.minute.latencySeconds
  }
}

/// Turns expected errors into whole ones, carrying the rest to the next minute.
struct ErrorRounding {
  private var unavailable = 0.0
  private var overdue = 0.0
  private var unreachable = 0.0

  mutating func errors(
    unavailable: Double, unreachable: Double, overdue: Double, isClient: Bool, offered: Int64
  ) -> ErrorCounts {
    var errors = ErrorCounts()
    guard unavailable > 0 || overdue > 0 || unreachable > 0 else { return errors }
    self.unavailable += unavailable
    self.overdue += overdue
    errors.unavailable = min(offered, Int64(self.unavailable.rounded()))
    self.unavailable -= Double(errors.unavailable)
    let late = min(offered - errors.unavailable, max(0, Int64(self.overdue.rounded())))
    self.overdue -= Double(late)
    if isClient { errors.clientTimeout = late } else { errors.gatewayTimeout = late }
    guard unreachable > 0 else { return errors }
    self.unreachable += unreachable
    let lost = min(offered - errors.total, max(0, Int64(self.unreachable.rounded())))
    self.unreachable -= Double(lost)
    errors.gatewayTimeout += lost
    return errors
  }
}
