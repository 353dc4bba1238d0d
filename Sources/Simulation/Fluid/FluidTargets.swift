/// A task in the fluid plane, from RUNNING until it has stopped.
struct FluidTask {
  enum Phase { case started, registered, healthy, draining }

  let id: TaskID
  var phase: Phase
  /// The group of its queue; `nil` for a task with nothing to do.
  var group: Int?
  /// When draining began, in nanoseconds since the start.
  var drainingSince: Int64 = 0
}

/// The tasks of a service, and which of them the load balancer sends requests to.
struct FluidTargets {
  private var tasks: [FluidTask] = []
  /// Tasks that are gone and still get requests.
  private var unreachable: [TaskID] = []

  /// The task, unless it has stopped.
  ///
  /// - Complexity: O(tasks).
  subscript(id: TaskID) -> FluidTask? { place(of: id).map { tasks[$0] } }

  private func place(of id: TaskID) -> Int? { tasks.firstIndex { $0.id == id } }

  mutating func start(_ id: TaskID) { tasks.append(FluidTask(id: id, phase: .started)) }

  /// - Returns: whether there is such a task.
  mutating func set(_ phase: FluidTask.Phase, of id: TaskID) -> Bool {
    guard let place = place(of: id) else { return false }
    tasks[place].phase = phase
    return true
  }

  /// The task takes no new requests.
  ///
  /// - Parameter now: in nanoseconds since the start.
  /// - Returns: whether there is such a task.
  mutating func drain(_ id: TaskID, at now: Int64) -> Bool {
    guard let place = place(of: id) else { return false }
    tasks[place].phase = .draining
    tasks[place].drainingSince = now
    return true
  }

  /// The task is gone, and still gets requests.
  mutating func beginLosingRequests(_ id: TaskID) { unreachable.append(id) }

  /// The task gets no requests any more.
  ///
  /// - Returns: whether it was gone before.
  mutating func endLosingRequests(_ id: TaskID) -> Bool {
    guard let place = unreachable.firstIndex(of: id) else { return false }
    unreachable.remove(at: place)
    return true
  }

  /// - Returns: the task as it was last, if there is such a task.
  mutating func remove(_ id: TaskID) -> FluidTask? {
    place(of: id).map { tasks.remove(at: $0) }
  }

  /// Puts tasks in the same state into one group.
  mutating func regroup(in queues: inout FluidQueues) {
    let hasHealthy = !unreachable.isEmpty || tasks.contains { $0.phase == .healthy }
    queues.beginGrouping()
    for index in tasks.indices {
      let phase = tasks[index].phase
      // With no healthy target the load balancer fails open and uses every registered one.
      let receives = phase == .healthy || (!hasHealthy && phase == .registered)
      tasks[index].group = queues.join(
        from: tasks[index].group, receives: receives, isDraining: phase == .draining)
    }
    queues.endGrouping(tasks: tasks.count, gone: unreachable.count)
  }
}
