package import Units

/// Something that happens to a service's tasks or deployments, beside what ECS and its scaling do.
///
/// A behavior is one file in `Sources/Simulation/Behaviors` and one line in `ServiceBehaviors.all`: its
/// key in a scenario, what may stand there, what it remembers, and what it wants done. Its schema, the
/// documentation, the summary and the reports follow from that.
///
/// It owns its state, is told what happens and returns actions; it never sees the plane or the
/// scheduler. So a test needs no run: make one, tell it something, and look at what it returns.
package protocol ServiceBehavior: Sendable {
  /// The key of a service in a scenario, such as `task_exits`.
  static var key: String { get }
  /// Full sentences for the documentation of the key.
  static var summary: String { get }
  /// What may stand under the key.
  static var settings: [BehaviorSetting] { get }
  /// Whether it ends tasks while they serve: then requests in flight have to be known one by one, which
  /// makes request level slower.
  static var endsTasks: Bool { get }
  /// Whether `minuteEnds` is to be called.
  static var watchesMinutes: Bool { get }

  /// Its values for a service whose scenario does not name it; `nil` where it does not apply then.
  static func standard(for configuration: ServiceConfiguration) -> BehaviorValues?

  /// - Parameter values: of the settings, with their defaults.
  init(_ values: BehaviorValues, _ context: BehaviorContext)

  /// An event that it has asked for by `.again`.
  mutating func happens(_ payload: Int64, _ service: BehaviorView) -> [BehaviorAction]
  /// A task is RUNNING.
  mutating func taskRuns(_ task: TaskView, _ service: BehaviorView) -> [BehaviorAction]
  /// A task has passed its first health checks.
  mutating func taskIsHealthy(_ task: TaskView, _ service: BehaviorView) -> [BehaviorAction]
  /// A task has ended before RUNNING, has exited, or is stopped because it fails its checks.
  mutating func taskFails(_ task: TaskView, _ service: BehaviorView) -> [BehaviorAction]
  /// A deployment has begun.
  mutating func deploymentBegins(_ service: BehaviorView) -> [BehaviorAction]
  /// A minute is over.
  mutating func minuteEnds(_ service: BehaviorView) -> [BehaviorAction]

  /// What it did during the run, for the summary: names such as `tasks_exited`.
  var figures: [BehaviorFigure] { get }
}

extension ServiceBehavior {
  package static var endsTasks: Bool { false }
  package static var watchesMinutes: Bool { false }
  package static func standard(for configuration: ServiceConfiguration) -> BehaviorValues? { nil }
  package mutating func happens(
    _ payload: Int64, _ service: BehaviorView
  ) -> [BehaviorAction] { [] }
  package mutating func taskRuns(
    _ task: TaskView, _ service: BehaviorView
  ) -> [BehaviorAction] { [] }
  package mutating func taskIsHealthy(
    _ task: TaskView, _ service: BehaviorView
  ) -> [BehaviorAction] { [] }
  package mutating func taskFails(
    _ task: TaskView, _ service: BehaviorView
  ) -> [BehaviorAction] { [] }
  package mutating func deploymentBegins(_ service: BehaviorView) -> [BehaviorAction] { [] }
  package mutating func minuteEnds(_ service: BehaviorView) -> [BehaviorAction] { [] }
}

/// A task as a behavior sees it.
package struct TaskView: Sendable, Hashable {
  package let id: TaskID
  /// Whether it takes requests.
  package let isHealthy: Bool
  /// Long-lived connections that were open at the end of the last whole minute.
  package let connections: Int
  /// Whether it is of the revision that is being deployed.
  package let isNew: Bool

  package init(
    id: TaskID, isHealthy: Bool = true, connections: Int = 0, isNew: Bool = false
  ) {
    self.id = id
    self.isHealthy = isHealthy
    self.connections = connections
    self.isNew = isNew
  }
}

/// A service as a behavior sees it.
package struct BehaviorView: Sendable {
  package var now: SimTime
  package var desired: Int
  package var isDeploying: Bool
  /// Tasks whose processes run.
  package var tasks: [TaskView]
  /// Over the last whole minute: memory that running tasks needed on average, in percent of what they
  /// have, and requests that came to each healthy one.
  package var memoryPercent: Double
  package var requestsPerTask: Double

  package init(
    now: SimTime, desired: Int, isDeploying: Bool = false, tasks: [TaskView] = [],
    memoryPercent: Double = 0, requestsPerTask: Double = 0
  ) {
    self.now = now
    self.desired = desired
    self.isDeploying = isDeploying
    self.tasks = tasks
    self.memoryPercent = memoryPercent
    self.requestsPerTask = requestsPerTask
  }
}

/// What a behavior wants done.
package enum BehaviorAction: Sendable, Hashable {
  /// Calls `happens` then.
  case again(at: SimTime, payload: Int64)
  /// The task's container exits: what it has in flight fails with 502, and ECS starts another task.
  case exit(TaskID)
  /// The deployment in progress has failed: no more tasks of its revision start. ECS goes back to the
  /// revision before it, or leaves the service as it is.
  case failDeployment(rollBack: Bool, cause: String)
}

/// A count of a run.
package struct BehaviorFigure: Sendable, Hashable, Codable {
  /// In the words of `summary.json`, such as `tasks_exited`.
  package let name: String
  package let count: Int

  package init(_ name: String, _ count: Int) {
    self.name = name
    self.count = count
  }
}
