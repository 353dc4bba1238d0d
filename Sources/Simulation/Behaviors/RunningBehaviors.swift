internal import Units

/// The behaviors of a service during a run.
struct RunningBehaviors {
  private var behaviors: [any ServiceBehavior]
  /// The service's metrics of the last whole minute.
  private var newest = ServiceMetrics.none
  /// Connections that were open at each task at its end.
  private var connections: [TaskID: Int] = [:]
  /// Whether a behavior looks at every minute.
  let watchesMinutes: Bool
  /// Whether one ends tasks while they serve.
  let endsTasks: Bool
  private let end: SimTime

  /// - Parameter end: of the run; what is asked for later does not happen.
  init(_ behaviors: [any ServiceBehavior], end: SimTime) {
    self.behaviors = behaviors
    self.end = end
    watchesMinutes = behaviors.contains { type(of: $0).watchesMinutes }
    endsTasks = behaviors.contains { type(of: $0).endsTasks }
  }

  /// Their places, by which they are told what happens.
  var places: Range<Int> { behaviors.indices }
  var figures: [BehaviorFigure] { behaviors.flatMap(\.figures).filter { $0.count > 0 } }

  mutating func take(_ point: ServiceMetrics, connections: [TaskID: Int]) {
    newest = point
    self.connections = connections
  }

  func connections(of task: TaskID) -> Int { connections[task] ?? 0 }

  /// The service as behaviors see it.
  func view(
    at now: SimTime, desired: Int, isDeploying: Bool, tasks: [TaskView]
  ) -> BehaviorView {
    BehaviorView(
      now: now, desired: desired, isDeploying: isDeploying, tasks: tasks,
      memoryPercent: newest.memoryPercent ?? 0, requestsPerTask: newest.requestsPerTarget ?? 0)
  }

  /// Tells one of them what happens.
  ///
  /// - Returns: what it wants done.
  mutating func tell(
    _ place: Int, _ view: BehaviorView,
    _ event: (inout any ServiceBehavior, BehaviorView) -> [BehaviorAction]
  ) -> [TaskOrder] {
    event(&behaviors[place], view).compactMap { order($0, of: place) }
  }

  private func order(_ action: BehaviorAction, of place: Int) -> TaskOrder? {
    switch action {
    case .again(let time, let payload):
      time < end
        ? .act(.schedule(.tasks(.behavior(UInt16(place), payload: payload)), at: time)) : nil
    case .exit(let id): .exit(id)
    case .failDeployment(let rollBack, let cause):
      .failDeployment(rollBack: rollBack, cause: cause)
    }
  }
}
