/// Notes, minute by minute, how the targets share the work of a service that binds it to them.
struct TargetShares {
  /// By slot: requests of the present minute.
  private var requests: [Int32] = []
  /// Rows of the present minute of tasks that are gone.
  private var gone: [TargetMinute] = []
  private var minute: Int32 = 0
  private(set) var rows = RowLog<TargetMinute>()

  /// A task that has been sent nothing is in the slot.
  mutating func start(_ slot: Int) {
    if slot == requests.count { requests.append(0) } else { requests[slot] = 0 }
  }

  mutating func route(to slot: Int) { requests[slot] += 1 }

  /// The slot's task is gone, and its connections have been cut.
  mutating func stop(_ slot: Int, task: TaskID, connections: inout OpenConnections) {
    if let row = row(slot, task: task, receives: false, &connections) { gone.append(row) }
    requests[slot] = 0
  }

  /// Ends the minute.
  ///
  /// - Complexity: O(n log n) for n slots.
  mutating func close(_ targets: borrowing TargetGroup, connections: inout OpenConnections) {
    var open = gone
    for slot in requests.indices {
      let receives = targets.receives(slot)
      let task = targets.pin(slot).task
      if let row = row(slot, task: task, receives: receives, &connections) { open.append(row) }
      requests[slot] = 0
    }
    for row in open.sorted(by: { $0.task < $1.task }) { rows.append(row) }
    gone.removeAll(keepingCapacity: true)
    minute += 1
  }

  /// What there is to say of a task's minute; `nil` for nothing.
  private func row(
    _ slot: Int, task: TaskID, receives: Bool, _ connections: inout OpenConnections
  ) -> TargetMinute? {
    let (open, cut) = (connections.count(slot), connections.takeCut(slot))
    guard receives || requests[slot] > 0 || open > 0 || cut > 0 else { return nil }
    return TargetMinute(
      task: task, minute: minute, requests: requests[slot], connections: Int32(clamping: open),
      cut: Int32(clamping: cut))
  }
}
