package import Units

/// Identifies a task within one service for the length of a run; never reused.
package struct TaskID: Sendable, Hashable, Comparable, BitwiseCopyable {
  package let index: Int
  package init(index: Int) { self.index = index }
  package static func < (a: TaskID, b: TaskID) -> Bool { a.index < b.index }
}

/// What serves a service's load between two control events, during which its tasks are constant.
///
/// Request level, fluid and recorded planes conform, so that one control plane drives them all.
/// Instants never run backwards: each call applies at the time of the last `advance`.
package protocol DataPlane {
  /// Serves the load that arrives before `time` with the present targets.
  mutating func advance(to time: SimTime)

  /// The task is RUNNING: it counts in the CPU metric, but takes no requests yet.
  mutating func taskStarted(_ task: TaskID)
  /// The same of a new task.
  ///
  /// - Parameter boot: what it does for its start; planes without CPU of their own ignore it.
  mutating func taskStarted(_ task: TaskID, boot: BootLoad)
  /// The task is a target and its application answers: it takes requests where no target is healthy.
  mutating func taskRegistered(_ task: TaskID)
  /// The load balancer sends requests to the task.
  mutating func taskHealthy(_ task: TaskID)
  /// The task served before the run began: it is RUNNING and healthy, and in no slow start.
  mutating func taskServes(_ task: TaskID)
  /// The target fails its checks: no new requests, unless all targets do.
  mutating func taskUnhealthy(_ task: TaskID)
  /// The target is deregistered: no new requests; those in flight go on.
  mutating func taskDraining(_ task: TaskID)
  /// The task is gone: what it still had in flight fails with 502.
  mutating func taskStopped(_ task: TaskID)
  /// The task's host is gone: what it had in flight fails with 502, and what is sent to it until
  /// `taskStopped` fails with 504.
  mutating func taskFailed(_ task: TaskID)
  /// Whether each request in flight is to be known: before a task fails without warning.
  mutating func watchRequests(_ isWatching: Bool)

  /// How long a health check that comes now would wait behind the task's requests.
  mutating func checkDelay(of task: TaskID) -> SimDuration
  /// The longest such wait at the last minute's end, in seconds.
  var longestCheckSeconds: Double { mutating get }
  /// Whether single requests are served: then checks come at each interval and slow starts are
  /// followed, else both are approximated.
  static var isExact: Bool { get }
  /// When the last request in flight at the task will have been answered; not before now.
  func idleTime(of task: TaskID) -> SimTime

  /// CPU and load since the last call, over the tasks that were running.
  mutating func closeMetricWindow() -> ServiceMetrics
  /// The same over a window of its own: the 20 s points of high-resolution metrics.
  mutating func closeHighResolutionWindow() -> ServiceMetrics
  /// Ends a minute: the requests that arrived since the last call become one entry of `minutes`.
  mutating func closeMinute()

  /// Closes a metric window at `windowEnd`, in nanoseconds since the start, and the minute at `time`.
  mutating func passMinute(windowEnd: Int64, until time: SimTime) -> ServiceMetrics

  /// The run is over: what is in flight is answered without new requests.
  mutating func finish()

  /// Every closed minute in order. An entry is final only when the run has ended: stopping a task
  /// can still fail requests that arrived in an earlier minute.
  var minutes: RowLog<MinuteLoad> { get }
  /// Latency over all requests so far; `nil` before the first.
  var runLatency: LatencySummary? { get }

  /// What a finished run's results are held to; `nil` for planes without single requests.
  var books: RequestBooks? { get }

  /// Offered requests so far that repeat a failed one.
  var retries: Int64 { get }
  /// What the clients of load tests have seen so far.
  var loadTests: [LoadTestOutcome] { get }
  /// What has become of the messages of a queue; `nil` for planes of requests.
  var queue: QueueOutcome? { get }
  /// The queue as it was when the last metric window was closed; `nil` for planes of requests.
  var queueMetrics: QueueMetrics? { get }
  /// CPU over the tasks of the last metric window; `nil` where nobody watches a statistic over tasks,
  /// none ran, or the plane has no CPU of its own.
  var taskCPU: TaskCPU? { get }
  /// Long-lived connections that are open at each task that has any.
  var openConnections: [TaskID: Int] { get }
  /// How work stays with its tasks; `nil` for a service in which it does not.
  var boundWork: BoundWork? { get }
}

extension DataPlane {
  package static var isExact: Bool { false }
  package mutating func taskStarted(_ task: TaskID, boot: BootLoad) { taskStarted(task) }
  package mutating func taskRegistered(_ task: TaskID) {}
  package mutating func taskServes(_ task: TaskID) {
    taskStarted(task)
    taskHealthy(task)
  }
  package mutating func taskUnhealthy(_ task: TaskID) {}
  package mutating func checkDelay(of task: TaskID) -> SimDuration { .zero }
  package mutating func passMinute(windowEnd: Int64, until time: SimTime) -> ServiceMetrics {
    advance(to: SimTime(nanoseconds: windowEnd))
    let metrics = closeMetricWindow()
    advance(to: time)
    closeMinute()
    return metrics
  }
  package var longestCheckSeconds: Double { 0 }
  package var books: RequestBooks? { nil }
  package var retries: Int64 { 0 }
  package var loadTests: [LoadTestOutcome] { [] }
  package var queue: QueueOutcome? { nil }
  package var queueMetrics: QueueMetrics? { nil }
  package var taskCPU: TaskCPU? { nil }
  package var openConnections: [TaskID: Int] { [:] }
  package var boundWork: BoundWork? { nil }
}

extension DataPlane {
  package mutating func taskFailed(_ task: TaskID) { taskStopped(task) }
  package mutating func watchRequests(_ isWatching: Bool) {}
  package mutating func finish() {}
}

/// A metric window of one service, before publication.
package struct ServiceMetrics: Sendable, Hashable {
  /// Percent of the CPU of the running tasks; `nil` when none ran.
  package let cpuPercent: Double?
  /// Requests routed per target, zero where there was none; `nil` for no point.
  package let requestsPerTarget: Double?
  /// Percent of the memory of the running tasks, above 100 where they need more than they have; `nil`
  /// when none ran.
  package let memoryPercent: Double?
  /// Requests offered to the service, whether or not there was a target.
  package let requests: Double

  package init(
    cpuPercent: Double?, requestsPerTarget: Double?, memoryPercent: Double? = nil,
    requests: Double = 0
  ) {
    self.cpuPercent = cpuPercent
    self.requestsPerTarget = requestsPerTarget
    self.memoryPercent = memoryPercent
    self.requests = requests
  }

  /// RequestCountPerTarget of a window without a target; `nil` for a window of no length.
  ///
  /// The load balancer always reports it, and nothing was routed (aws-autoscaling reference section
  /// 2.2).
  static func requestsWithoutTarget(seconds: Double) -> Double? { seconds > 0 ? 0 : nil }
}

/// The requests that arrived in one minute.
package struct MinuteLoad: Sendable, Hashable, BitwiseCopyable {
  package let offered: Int64
  package var errors: ErrorCounts
  package let latency: LatencySummary?
  /// Time that these requests were open at the load balancer, summed over requests.
  package let openMilliseconds: Int64
  /// Requests in progress, the mean over the minute, whenever they arrived.
  package let inProgress: Double
  /// CPU used in this minute over that of the running tasks, in percent; `nil` without tasks.
  package let cpuPercent: Double?

  package var served: Int64 { offered - errors.total }

  package init(
    offered: Int64, errors: ErrorCounts, latency: LatencySummary?, openMilliseconds: Int64,
    inProgress: Double? = nil, cpuPercent: Double?
  ) {
    self.offered = offered
    self.errors = errors
    self.latency = latency
    self.openMilliseconds = openMilliseconds
    // Where answers come within the minute of their arrival, by Little's law.
    self.inProgress = inProgress ?? Double(openMilliseconds) / 60_000
    self.cpuPercent = cpuPercent
  }
}
