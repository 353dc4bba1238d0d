internal import Kernel
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
    _ provider: CapacityProviderStrategyItem.Provider, billedFrom: SimTime, phase: FleetTask.Phase,
    zone: Int = 0
  ) {
    tasks.append(
      FleetTask(
        id: nextID, provider: provider, billedFrom: billedFrom, phase: phase, revision: revision,
        zone: zone))
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

  /// Tasks that have a place by zone.
  ///
  /// Shape: `zones`.
  func perZone(_ zones: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: zones)
    for task in tasks where task.isWanted { counts[task.zone] += 1 }
    return counts
  }

  /// The tasks to stop first: of the zone with most tasks, so that zones stay balanced, the newest, or
  /// any (aws-autoscaling reference section 5.4).
  ///
  /// Tasks that are protected stay.
  ///
  /// - Parameter random: draws among them; `nil` for the newest.
  func victims(
    _ count: Int, zones: Int, at now: SimTime, random: RandomStream? = nil
  ) -> [FleetTask] {
    var candidates = tasks.reversed().filter { task in
      task.isWanted && !(task.protectedUntil.map { $0 > now } ?? false)
    }
    if var random {
      // Fisher and Yates: each order is as likely.
      for place in candidates.indices.dropFirst().reversed() {
        candidates.swapAt(place, Int(random.uniform() * Double(place + 1)))
      }
    }
    guard zones > 1 else { return Array(candidates.prefix(count)) }
    var counts = perZone(zones)
    var victims: [FleetTask] = []
    while victims.count < count {
      // A zone whose tasks are all protected has none to give.
      guard let most = candidates.map({ counts[$0.zone] }).max(),
        let place = candidates.firstIndex(where: { counts[$0.zone] == most })
      else { break }
      let victim = candidates.remove(at: place)
      counts[victim.zone] -= 1
      victims.append(victim)
    }
    return victims
  }
}
