internal import Units

/// What the load balancer knows of a service's targets, and whose turn it is.
struct TargetGroup {
  /// What stands in the rotation for a target that is gone.
  static let unreachableSlot = -1

  /// Slots that take requests.
  private(set) var rotation: [Int] = []
  /// The place in the rotation of the next request's target.
  private(set) var turn = 0
  private var healthy: [Int] = []
  private var registered: [Int] = []
  /// Tasks that are gone and still get requests.
  private(set) var unreachable: [TaskID] = []
  /// Targets that get less than their share yet, and in how many seconds they will have all of it.
  private var ramps: [TargetRamp] = []
  private let slowStart: Double
  /// By slot: its task, and whether requests go there.
  private var occupants: [TaskID] = []
  private var receivers: [Bool] = []

  init(_ configuration: ServiceConfiguration) {
    slowStart = configuration.lifeCycle.slowStart.inSeconds
  }

  var isRamping: Bool { !ramps.isEmpty }

  /// A task is in the slot: the one after all others, or one whose task is gone.
  mutating func occupy(_ slot: Int, by task: TaskID) {
    guard slot == occupants.count else {
      occupants[slot] = task
      return
    }
    occupants.append(task)
    receivers.append(false)
  }

  /// Whether requests go to the slot's task.
  func receives(_ slot: Int) -> Bool { receivers[slot] }

  /// What a cookie names for a slot.
  func pin(_ slot: Int) -> TargetPin { TargetPin(slot: slot, task: occupants[slot]) }

  /// Where requests go that a cookie sends to that target; `nil` where the target gets none, and
  /// another is chosen.
  func slot(of pin: TargetPin) -> Int? {
    // Its slot may have another task by now.
    if unreachable.contains(pin.task) { return Self.unreachableSlot }
    return occupants[pin.slot] == pin.task && receivers[pin.slot] ? pin.slot : nil
  }

  mutating func register(_ slot: Int) {
    guard !registered.contains(slot) else { return }
    registered.append(slot)
    updateRotation()
  }

  /// - Parameters:
  ///   - now: seconds since the start of the period.
  ///   - isNew: whether a slow start begins, unless it is the only healthy target.
  mutating func markHealthy(_ slot: Int, now: Double, isNew: Bool = true) {
    if !registered.contains(slot) { registered.append(slot) }
    if slowStart > 0, isNew, !healthy.isEmpty { ramps.append(TargetRamp(slot: slot, since: now)) }
    healthy.append(slot)
    updateRotation()
  }

  mutating func markUnhealthy(_ slot: Int) {
    healthy.removeAll { $0 == slot }
    ramps.removeAll { $0.slot == slot }
    updateRotation()
  }

  mutating func deregister(_ slot: Int) {
    registered.removeAll { $0 == slot }
    markUnhealthy(slot)
  }

  /// A task is gone without a warning; what it is sent is lost until it is forgotten.
  mutating func lose(_ task: TaskID) {
    unreachable.append(task)
    updateRotation()
  }

  mutating func forget(_ task: TaskID) {
    guard !unreachable.isEmpty else { return }
    unreachable.removeAll { $0 == task }
    updateRotation()
  }

  mutating func endRamps(at now: Double) {
    if !ramps.isEmpty { ramps.removeAll { $0.since + slowStart <= now } }
  }

  /// With no healthy target the load balancer fails open and uses every registered one.
  private mutating func updateRotation() {
    rotation = healthy.isEmpty && unreachable.isEmpty ? registered : healthy
    if !unreachable.isEmpty {
      rotation += Array(repeating: Self.unreachableSlot, count: unreachable.count)
    }
    turn = rotation.isEmpty ? 0 : turn % rotation.count
    for slot in receivers.indices { receivers[slot] = false }
    for slot in rotation where slot != Self.unreachableSlot { receivers[slot] = true }
  }

  /// So many requests went to the targets in turn, of which there is one.
  mutating func passTurns(_ requests: Int) { turn = (turn + requests) % rotation.count }

  /// The next target in turn; `nil` without any.
  mutating func next(at arrival: Double) -> Int? {
    guard !rotation.isEmpty else { return nil }
    while true {
      let slot = rotation[turn]
      turn = turn + 1 == rotation.count ? 0 : turn + 1
      guard !ramps.isEmpty, let place = ramps.firstIndex(where: { $0.slot == slot }),
        !ramps[place].takes(at: arrival, ramp: slowStart)
      else { return slot }
    }
  }

  /// The target with the fewest requests in progress, the next in turn among equals; `nil` without
  /// any.
  ///
  /// - Parameters:
  ///   - outstanding: requests in progress by slot.
  ///   - unreachable: those of each target that is gone.
  /// - Complexity: O(targets).
  mutating func leastOutstanding(_ outstanding: [Int], unreachable: Int) -> Int? {
    guard !rotation.isEmpty else { return nil }
    var least = Int.max
    var chosen = turn
    var place = turn
    for _ in rotation.indices {
      let slot = rotation[place]
      let count = slot == Self.unreachableSlot ? unreachable : outstanding[slot]
      if count < least { (least, chosen) = (count, place) }
      if count == 0 { break }
      place = place + 1 == rotation.count ? 0 : place + 1
    }
    turn = chosen + 1 == rotation.count ? 0 : chosen + 1
    return rotation[chosen]
  }
}
