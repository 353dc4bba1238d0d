internal import Kernel
internal import Units

/// The live tasks of a service, oldest first, and their number in each state.
struct Fleet {
  private(set) var tasks: [FleetTask] = []
  private(set) var counts = Counts()
  private var launched = 0

  /// Tasks in each state, kept as they change.
  struct Counts {
    var running = 0
    var healthy = 0
    /// Tasks that count towards the desired count.
    var wanted = 0
    /// Of those, tasks that ECS counts on to stay.
    var kept = 0
    /// Tasks that are neither healthy and wanted nor on their way out.
    var unsettled = 0

    mutating func add(_ task: FleetTask, _ count: Int) {
      if task.isRunning { running += count }
      if task.isHealthy { healthy += count }
      if task.isWanted { wanted += count }
      if task.isKept { kept += count }
      if !task.isSettled { unsettled += count }
    }
  }

  var running: Int { counts.running }
  var healthy: Int { counts.healthy }
  var wanted: Int { counts.wanted }
  var kept: Int { counts.kept }
  var hasReplacements: Bool { counts.kept < counts.wanted }

  /// Whether ECS would call a service of `desired` tasks steady: as many, all healthy, and none on
  /// its way out still serving.
  func isSteady(desired: Int) -> Bool { counts.healthy == desired && counts.unsettled == 0 }

  /// Tasks whose processes run, and targets that take requests: with no healthy target the load
  /// balancer uses every registered one.
  var serving: (tasks: Int, targets: Int) {
    (tasks.count { $0.phase != .starting }, healthy > 0 ? healthy : running)
  }

  /// Pods that have been ready are those without the ones that fail their checks while they are new.
  func pods(initialization: SimDuration, at now: SimTime) -> (running: Int, ready: Int) {
    let ready = tasks.count { task in
      task.phase == .healthy && !(task.isUnhealthy && task.runningSince + initialization > now)
    }
    return (running, ready)
  }

  /// The identity of the next task, for draws that come before its launch.
  var nextID: TaskID { TaskID(index: launched) }

  mutating func add(
    _ provider: CapacityProviderStrategyItem.Provider, billedFrom: SimTime, phase: FleetTask.Phase,
    zone: Int = 0, revision: Int
  ) {
    let task = FleetTask(
      id: nextID, provider: provider, billedFrom: billedFrom, phase: phase,
      revision: revision, zone: zone)
    tasks.append(task)
    counts.add(task, 1)
    launched += 1
  }

  /// - Complexity: O(log tasks).
  private func place(of index: Int) -> Int? {
    var low = 0
    var high = tasks.count
    while low < high {
      let middle = (low + high) / 2
      if tasks[middle].id.index < index { low = middle + 1 } else { high = middle }
    }
    return low < tasks.count && tasks[low].id.index == index ? low : nil
  }

  func task(_ index: Int) -> FleetTask? { place(of: index).map { tasks[$0] } }

  mutating func update(_ task: FleetTask) {
    guard let place = place(of: task.id.index) else { return }
    counts.add(tasks[place], -1)
    tasks[place] = task
    counts.add(task, 1)
  }

  mutating func remove(_ task: FleetTask) {
    guard let place = place(of: task.id.index) else { return }
    counts.add(tasks[place], -1)
    tasks.remove(at: place)
  }

  /// Tasks that are wanted and of that revision, and those of others, oldest first.
  func of(_ revision: Int) -> [FleetTask] {
    tasks.filter { $0.isWanted && $0.revision == revision }
  }
  func others(than revision: Int) -> [FleetTask] {
    tasks.filter { $0.isWanted && $0.revision != revision }
  }
  func hasOthers(than revision: Int) -> Bool {
    tasks.contains { $0.isWanted && $0.revision != revision }
  }

  /// Wanted tasks of one kind, in the states that a scheduler counts.
  struct Strength {
    /// Tasks that are to stay, and those of them that pass their checks.
    var kept = 0
    var healthy = 0
    /// Tasks that fail their checks and are being replaced, oldest first.
    var failing: [FleetTask] = []
  }

  /// Which tasks are counted, by their revision of the task definition.
  enum Kind {
    case all
    case of(Int)
    case others(than: Int)

    func includes(_ revision: Int) -> Bool {
      switch self {
      case .all: true
      case .of(let given): revision == given
      case .others(let given): revision != given
      }
    }
  }

  func strength(_ kind: Kind = .all) -> Strength {
    var strength = Strength()
    for task in tasks where task.isWanted && kind.includes(task.revision) {
      if task.isBeingReplaced {
        strength.failing.append(task)
      } else {
        strength.kept += 1
        if task.isHealthy { strength.healthy += 1 }
      }
    }
    return strength
  }

  /// The newest of a revision that are to stay.
  func newest(_ count: Int, of revision: Int) -> [FleetTask] {
    Array(of(revision).reversed().filter(\.isKept).prefix(count))
  }

  /// When the protection of a wanted task ends next; `nil` where none is protected.
  func nextProtectionEnd(after now: SimTime) -> SimTime? {
    tasks.filter(\.isWanted).compactMap(\.protectedUntil).filter { $0 > now }.min()
  }

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
    guard count > 0 else { return [] }
    var candidates = tasks.reversed().filter { task in
      task.isKept && !(task.protectedUntil.map { $0 > now } ?? false)
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
