internal import Units

/// The live tasks of a service, oldest first.
struct Fleet {
  private(set) var tasks: [FleetTask] = []
  private var launched = 0
  /// Of the task definition; a deployment makes it the next one.
  var revision = 0

  var running: Int { tasks.count { $0.isRunning } }
  var healthy: Int { tasks.count { $0.phase == .healthy && !$0.isUnhealthy } }
  /// Tasks that count towards the desired count.
  var wanted: Int { tasks.count { $0.isWanted } }

  /// Whether ECS would call a service of `desired` tasks steady: as many, all healthy, and none on
  /// its way out still serving.
  func isSteady(desired: Int) -> Bool {
    healthy == desired
      && tasks.allSatisfy { $0.phase == .healthy ? $0.isWanted : $0.phase == .draining }
  }

  /// The identity of the next task, for draws that come before its launch.
  var nextID: TaskID { TaskID(index: launched) }

  mutating func add(
    _ provider: CapacityProviderStrategyItem.Provider, billedFrom: SimTime, phase: FleetTask.Phase
  ) {
    tasks.append(
      FleetTask(
        id: nextID, provider: provider, billedFrom: billedFrom, phase: phase, revision: revision))
    launched += 1
  }

  func task(_ index: Int) -> FleetTask? { tasks.first { $0.id.index == index } }

  mutating func update(_ task: FleetTask) {
    guard let place = tasks.firstIndex(where: { $0.id == task.id }) else { return }
    tasks[place] = task
  }

  mutating func remove(_ task: FleetTask) { tasks.removeAll { $0.id == task.id } }

  /// Tasks that are wanted and of the current revision, and those of earlier ones, oldest first.
  var current: [FleetTask] { tasks.filter { $0.isWanted && $0.revision == revision } }
  var old: [FleetTask] { tasks.filter { $0.isWanted && $0.revision != revision } }

  func wanted(isCurrent: Bool) -> Int {
    tasks.count { $0.isWanted && ($0.revision == revision) == isCurrent }
  }

  /// Wanted tasks that pass their checks; of both kinds for `nil`.
  func healthy(isCurrent: Bool?) -> Int {
    tasks.count { task in
      task.isWanted && task.phase == .healthy && !task.isUnhealthy
        && (isCurrent.map { (task.revision == revision) == $0 } ?? true)
    }
  }

  /// The newest of the current revision.
  func newest(_ count: Int) -> [FleetTask] { Array(current.reversed().prefix(count)) }

  /// The tasks to stop first: the newest, as observed (aws-autoscaling reference section 5.4).
  func victims(_ count: Int) -> [FleetTask] {
    Array(tasks.reversed().filter(\.isWanted).prefix(count))
  }
}
