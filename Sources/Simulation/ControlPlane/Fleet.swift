internal import Kernel
internal import Units

/// The live tasks of a service, oldest first, and their number in each state.
struct Fleet {
  private(set) var tasks: [FleetTask] = []
  private(set) var counts = Counts()
  private var launched = 0
  /// Of the task definition; a deployment makes it the next one.
  private(set) var revision = 0
  /// The revision of the last deployment that completed.
  private(set) var stableRevision = 0
  private var newestRevision = 0

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

  /// The identity of the next task, for draws that come before its launch.
  var nextID: TaskID { TaskID(index: launched) }

  mutating func add(
    _ provider: CapacityProviderStrategyItem.Provider, billedFrom: SimTime, phase: FleetTask.Phase,
    zone: Int = 0, revision: Int? = nil
  ) {
    let task = FleetTask(
      id: nextID, provider: provider, billedFrom: billedFrom, phase: phase,
      revision: revision ?? self.revision, zone: zone)
    tasks.append(task)
    counts.add(task, 1)
    launched += 1
  }

  /// The next revision's tasks are the current ones.
  mutating func beginRevision() {
    newestRevision += 1
    revision = newestRevision
  }

  /// The current revision has been deployed.
  mutating func completeRevision() { stableRevision = revision }
  /// Goes back to the revision that was deployed before.
  mutating func rollBack() { revision = stableRevision }

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

  /// Tasks that are wanted and of the current revision, and those of earlier ones, oldest first.
  var current: [FleetTask] { tasks.filter { $0.isWanted && $0.revision == revision } }
  var old: [FleetTask] { tasks.filter { $0.isWanted && $0.revision != revision } }
  var hasOld: Bool { tasks.contains { $0.isWanted && $0.revision != revision } }

  /// Wanted tasks of one kind, in the states that a scheduler counts.
  struct Strength {
    /// Tasks that are to stay, and those of them that pass their checks.
    var kept = 0
    var healthy = 0
    /// Tasks that fail their checks and are being replaced, oldest first.
    var failing: [FleetTask] = []
  }

  /// - Parameter isCurrent: of the current revision or of earlier ones; of both for `nil`.
  func strength(isCurrent: Bool? = nil) -> Strength {
    var strength = Strength()
    for task in tasks where task.isWanted {
      if let isCurrent, (task.revision == revision) != isCurrent { continue }
      if task.isBeingReplaced {
        strength.failing.append(task)
      } else {
        strength.kept += 1
        if task.isHealthy { strength.healthy += 1 }
      }
    }
    return strength
  }

  /// The newest of the current revision that are to stay.
  func newest(_ count: Int) -> [FleetTask] {
    Array(current.reversed().filter(\.isKept).prefix(count))
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
