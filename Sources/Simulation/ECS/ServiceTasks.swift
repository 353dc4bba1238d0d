internal import Units

/// The tasks of a service, as scaling sees them: those of ECS, or a recording's.
protocol ServiceTasks: ~Copyable {
  /// The count that ECS works towards.
  var desired: Int { get }
  /// Tasks that take requests.
  var healthy: Int { get }
  var isDeploying: Bool { get }
  /// The modelled running count with the instants from which each held; kept for a replay only.
  var runningChanges: [CountChange] { get }

  /// Tasks in RUNNING.
  func running(at now: SimTime) -> Int
  /// Whether ECS would call the service steady.
  func isSteady(at now: SimTime) -> Bool

  /// Tasks whose processes run, and targets that take requests.
  var serving: (tasks: Int, targets: Int) { get }
  /// Pods in RUNNING, and those that have been ready for a pod autoscaler; so many nanoseconds after
  /// RUNNING a pod that fails its checks is still new.
  func pods(initialization: SimDuration, at now: SimTime) -> (running: Int, ready: Int)
  /// Running count × nanoseconds since the start.
  func taskNanoseconds(until now: SimTime) -> Int128

  /// Brings up the initial tasks.
  mutating func start(at now: SimTime) -> [ControlAction]
  /// What is known from the start: deployments, counts from outside; and outages, which come after
  /// them at the same instant.
  var plannedEvents: [ControlAction] { get }
  var outages: [ControlAction] { get }
  mutating func set(desired count: Int)
  /// - Parameter isScaling: whether a scaling activity is under way.
  mutating func handle(_ event: TaskEvent, at now: SimTime, isScaling: Bool) -> [ControlAction]

  /// Whether somebody looks at the tasks when a minute is over.
  var watchesMinutes: Bool { get }
  /// - Parameter point: the newest one of the service's metrics.
  mutating func minuteEnds(
    _ point: ServiceMetrics, connections: [TaskID: Int], at now: SimTime
  ) -> [ControlAction]

  /// The run has ended: tasks that live on are paid up to its end.
  mutating func finish()

  // MARK: Health checks

  /// Targets that the load balancer checks and ECS keeps.
  var checkedTargets: [TaskID] { get }
  /// When the next check of all targets is; `nil` where targets never fail.
  mutating func nextCheck(after now: SimTime) -> SimTime?
  /// Whether a check is due that has been asked for.
  var isCheckScheduled: Bool { get }
  /// Seconds of a check's wait from which on health has to be watched.
  var checkSecondsWatched: Double { get }
  /// All targets are checked now.
  mutating func beginChecks()
  /// A target has been checked; its check takes so long.
  mutating func check(_ task: TaskID, delay: SimDuration, at now: SimTime) -> [ControlAction]
  /// A new target is checked; its check waits so long behind requests.
  mutating func checkNew(_ task: TaskID, delay: SimDuration, at now: SimTime) -> [ControlAction]
  /// All have been checked.
  ///
  /// - Parameter isAnyBehind: whether a check waits long enough to be watched.
  mutating func endChecks(isAnyBehind: Bool, at now: SimTime) -> [ControlAction]
}
