/// Tasks of a service whose queues are in the same state: in general all healthy ones.
///
/// Round robin gives every task the same share, whatever it still has to do, so tasks part only
/// when one starts empty beside others with a backlog, and join again when that is worked off.
struct FluidGroup {
  var tasks: Int
  /// Whether the load balancer sends requests.
  let receives: Bool
  /// Mean seconds that an arriving request waits for a server.
  var wait: Double
  /// The part of `wait` that surplus work has left: it is the same for all requests.
  var backlog: Double

  /// Groups with a backlog up to so many have one state each; further ones go by classes.
  static let fewGroups = 64
  /// `LatencyBins` of a class: a quarter of an octave.
  private static let binsOfClass = 4

  var backlogClass: Int { LatencyBins.index(of: backlog) / Self.binsOfClass }

  /// Whether its tasks have nothing to do and get nothing.
  var isAtRest: Bool { !receives && wait == 0 && backlog == 0 }

  /// Whether both would be in one group where there are many.
  func isLike(_ other: FluidGroup) -> Bool {
    receives == other.receives && (backlog == 0) == (other.backlog == 0)
      && backlogClass == other.backlogClass
  }

  /// Adds a task, and takes the mean of what differs.
  mutating func add(wait: Double, backlog: Double) {
    let count = Double(tasks)
    if backlog == 0 || wait != self.wait { self.wait = (self.wait * count + wait) / (count + 1) }
    if backlog != self.backlog { self.backlog = (self.backlog * count + backlog) / (count + 1) }
    tasks += 1
  }
}

/// Groups in their order, the first of which, in general the only one, lies beside the array of the
/// others: the loop over minutes then touches no memory that is counted.
struct FluidGroups {
  /// Without meaning while there is no group.
  var first = FluidGroup(tasks: 0, receives: false, wait: 0, backlog: 0)
  private var others: [FluidGroup] = []
  private var hasFirst = false

  @inline(__always)
  var count: Int { hasFirst ? 1 + others.count : 0 }

  subscript(index: Int) -> FluidGroup {
    @inline(__always) get { index == 0 ? first : others[index - 1] }
    @inline(__always) set {
      if index == 0 { first = newValue } else { others[index - 1] = newValue }
    }
  }

  /// Whether the first group gets requests, and another one, if there is any, has nothing to do.
  @inline(__always)
  var areOthersAtRest: Bool {
    if others.isEmpty { return hasFirst }
    return first.receives && others.count == 1 && others[0].isAtRest
  }

  /// Whether there are two, of which one gets requests and none has a backlog.
  var isPairWithoutBacklog: Bool {
    others.count == 1 && first.receives != others[0].receives
      && first.backlog == 0 && others[0].backlog == 0
  }

  mutating func append(_ group: FluidGroup) {
    if hasFirst { return others.append(group) }
    first = group
    hasFirst = true
  }

  /// Adds one task to the group of tasks like it.
  ///
  /// - Parameter state: of the group that it comes from; `nil` for none.
  /// - Returns: its group; `nil` for a task without work and without load.
  /// - Complexity: O(groups).
  mutating func join(_ state: FluidGroup?, receives: Bool, isDraining: Bool) -> Int? {
    let wait = state?.wait ?? 0
    guard receives || wait > 0 || isDraining else { return nil }
    let task = FluidGroup(tasks: 1, receives: receives, wait: wait, backlog: state?.backlog ?? 0)
    for place in 0..<count where self[place].isLike(task) {
      self[place].add(wait: task.wait, backlog: task.backlog)
      return place
    }
    append(task)
    return count - 1
  }

  mutating func removeAll() {
    hasFirst = false
    if !others.isEmpty { others.removeAll(keepingCapacity: true) }
  }
}

/// Finds the group for each task when groups are made anew.
///
/// Tasks without a backlog are in two groups at most, those that get requests and the others; each
/// has the mean of its tasks' waits. Tasks with a backlog are in one group while their states are the
/// same. Where more states than `FluidGroup.fewGroups` come together, as when an overload has hundreds
/// of tasks replaced, further ones go by classes: each has the mean of its tasks, whose backlogs
/// differ by a fifth at most. So the number of groups is bounded.
struct FluidGroupPlaces {
  private struct State: Hashable {
    let receives: Bool
    let wait: Double
    let backlog: Double
  }

  private struct Class: Hashable {
    let receives: Bool
    let bin: Int
  }

  private var receiving: Int?
  private var others: Int?
  private var states: [State: Int] = [:]
  private var classes: [Class: Int] = [:]

  mutating func removeAll() {
    receiving = nil
    others = nil
    guard !states.isEmpty else { return }
    states.removeAll(keepingCapacity: true)
    classes.removeAll(keepingCapacity: true)
  }

  /// The place of the group for a task in that state.
  ///
  /// - Parameters:
  ///   - group: of that task alone.
  ///   - end: the place of a new group.
  /// - Returns: `end` where there is none yet.
  mutating func place(for group: FluidGroup, end: Int) -> Int {
    guard group.backlog == 0 else { return backloggedPlace(for: group, end: end) }
    if group.receives {
      receiving = receiving ?? end
      return receiving ?? end
    }
    others = others ?? end
    return others ?? end
  }

  private mutating func backloggedPlace(for group: FluidGroup, end: Int) -> Int {
    let state = State(receives: group.receives, wait: group.wait, backlog: group.backlog)
    if let place = states[state] { return place }
    let kind = Class(receives: group.receives, bin: group.backlogClass)
    guard states.count >= FluidGroup.fewGroups else {
      states[state] = end
      classes[kind] = classes[kind] ?? end
      return end
    }
    if let place = classes[kind] { return place }
    classes[kind] = end
    return end
  }
}
