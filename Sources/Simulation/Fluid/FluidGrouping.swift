/// Makes groups anew, task by task.
struct FluidGrouping {
  /// The groups before, while new ones are made.
  private var old = FluidGroups()
  private var places = FluidGroupPlaces()
  /// Where the tasks of each old group go: those that get no requests now, and those that do.
  private var heirs: [Int?] = []

  /// Keeps the groups as they are for the tasks to come, and empties them.
  mutating func begin(_ groups: inout FluidGroups) {
    swap(&old, &groups)
    groups.removeAll()
    places.removeAll()
    heirs.removeAll(keepingCapacity: true)
    heirs.append(contentsOf: repeatElement(nil, count: 2 * old.count))
  }

  /// Puts the next task into a group.
  ///
  /// - Parameter before: the task's group up to now, whose state it brings along.
  /// - Returns: its group; `nil` for a task without work and without load.
  mutating func join(
    _ groups: inout FluidGroups, from before: Int?, receives: Bool, isDraining: Bool
  ) -> Int? {
    guard let before else {
      guard receives || isDraining else { return nil }
      return place(FluidGroup(tasks: 1, receives: receives, wait: 0, backlog: 0), in: &groups)
    }
    let state = old[before]
    guard receives || state.wait > 0 || isDraining else { return nil }
    let heir = 2 * before + (receives ? 1 : 0)
    if let group = heirs[heir] {
      groups[group].add(wait: state.wait, backlog: state.backlog)
      return group
    }
    let group = place(
      FluidGroup(tasks: 1, receives: receives, wait: state.wait, backlog: state.backlog),
      in: &groups)
    heirs[heir] = group
    return group
  }

  /// Adds a task in that state to its group.
  private mutating func place(_ task: FluidGroup, in groups: inout FluidGroups) -> Int {
    let place = places.place(for: task, end: groups.count)
    if place == groups.count {
      groups.append(task)
    } else {
      groups[place].add(wait: task.wait, backlog: task.backlog)
    }
    return place
  }
}
