/// A task in the fluid plane, from RUNNING until it has stopped.
struct FluidTask {
  enum Phase { case started, registered, healthy, draining }

  let id: TaskID
  var phase: Phase
  /// The group of its queue; `nil` for a task with nothing to do.
  var group: Int?
  /// When draining began, in nanoseconds since the start.
  var drainingSince: Int64 = 0
  /// Where tasks are counted apart: when its part of the open metric window began, in nanoseconds since
  /// the start, what it has done since then, and how far its group had come when that was added up.
  var windowStart: Int64 = 0
  var flow = TaskFlow()
  var counted = TaskFlow()
}

/// The tasks of a service, and which of them the load balancer sends requests to.
///
/// Each change puts tasks in the same state into one group: all of them where groups are few, else
/// only the task that has changed, so that a change costs no more with a thousand tasks than with a
/// hundred.
struct FluidTargets {
  private var tasks: [FluidTask] = []
  /// Tasks that are gone and still get requests.
  private var unreachable: [TaskID] = []
  private var healthy = 0
  /// Whether registered tasks got requests when groups were last made, since none was healthy.
  private var wasOpen = false
  /// The task that was asked about last: others follow in the order in which they started.
  private var last = 0
  private let countsTasks: Bool
  /// Tasks that have stopped within the open metric window; kept where tasks are counted apart.
  private var stopped: [TaskWindow] = []

  /// - Parameter countsTasks: whether somebody watches a statistic over tasks.
  init(countsTasks: Bool) { self.countsTasks = countsTasks }

  /// The task, unless it has stopped.
  ///
  /// - Complexity: O(tasks); O(1) for all tasks one after the other.
  subscript(id: TaskID) -> FluidTask? {
    mutating get { place(of: id).map { tasks[$0] } }
  }

  private mutating func place(of id: TaskID) -> Int? {
    let start = min(last, tasks.count)
    guard
      let place = tasks[start...].firstIndex(where: { $0.id == id })
        ?? tasks[..<start].firstIndex(where: { $0.id == id })
    else { return nil }
    last = place
    return place
  }

  /// The same without a change of what was asked about last.
  ///
  /// - Complexity: O(tasks).
  func task(_ id: TaskID) -> FluidTask? { tasks.first { $0.id == id } }

  /// - Parameter now: in nanoseconds since the start.
  mutating func start(_ id: TaskID, at now: Int64, in queues: inout FluidQueues) {
    tasks.append(FluidTask(id: id, phase: .started, windowStart: now))
    regroup(tasks.count - 1, in: &queues)
  }

  /// - Parameter now: in nanoseconds since the start.
  mutating func set(
    _ phase: FluidTask.Phase, of id: TaskID, at now: Int64, in queues: inout FluidQueues
  ) {
    guard let place = place(of: id) else { return }
    healthy += (phase == .healthy ? 1 : 0) - (tasks[place].phase == .healthy ? 1 : 0)
    tasks[place].phase = phase
    if phase == .draining { tasks[place].drainingSince = now }
    regroup(place, in: &queues)
  }

  /// The task has stopped.
  ///
  /// - Parameter now: in nanoseconds since the start.
  mutating func remove(_ id: TaskID, at now: Int64, in queues: inout FluidQueues) {
    guard let place = place(of: id) else { return }
    if countsTasks { stopped.append(endWindow(place, at: now, in: queues)) }
    let removed = tasks.remove(at: place)
    if removed.phase == .healthy { healthy -= 1 }
    guard queues.isCrowded, wasOpen == isOpen else { return regroup(in: &queues) }
    queues.leave(removed.group)
    queues.endGrouping(tasks: tasks.count, gone: unreachable.count)
  }

  /// The task is gone, and still gets requests.
  mutating func beginLosingRequests(_ id: TaskID, in queues: inout FluidQueues) {
    unreachable.append(id)
    regroup(in: &queues)
  }

  /// The task gets no requests any more.
  ///
  /// - Returns: whether it was gone before.
  mutating func endLosingRequests(_ id: TaskID, in queues: inout FluidQueues) -> Bool {
    guard let place = unreachable.firstIndex(of: id) else { return false }
    unreachable.remove(at: place)
    regroup(in: &queues)
    return true
  }

  /// With no healthy target the load balancer fails open and uses every registered one.
  private var isOpen: Bool { unreachable.isEmpty && healthy == 0 }

  private func receives(_ task: FluidTask) -> Bool {
    task.phase == .healthy || (wasOpen && task.phase == .registered)
  }

  /// Puts a task that has changed into its group.
  private mutating func regroup(_ place: Int, in queues: inout FluidQueues) {
    guard queues.isCrowded, wasOpen == isOpen else { return regroup(in: &queues) }
    count(place, in: queues)
    let task = tasks[place]
    tasks[place].group = queues.move(
      from: task.group, receives: receives(task), isDraining: task.phase == .draining)
    tasks[place].counted = queues.done(inGroup: tasks[place].group)
    queues.endGrouping(tasks: tasks.count, gone: unreachable.count)
  }

  /// Puts all tasks into their groups.
  mutating func regroup(in queues: inout FluidQueues) {
    wasOpen = isOpen
    if countsTasks { for place in tasks.indices { count(place, in: queues) } }
    queues.beginGrouping()
    for index in tasks.indices {
      let task = tasks[index]
      tasks[index].group = queues.join(
        from: task.group, receives: receives(task), isDraining: task.phase == .draining)
      tasks[index].counted = TaskFlow()
    }
    queues.endGrouping(tasks: tasks.count, gone: unreachable.count)
  }
}

// What each task does in a metric window, where somebody watches a statistic over tasks.
extension FluidTargets {
  /// The task has used so many server-seconds beside its requests.
  mutating func addWork(_ seconds: Double, to id: TaskID) {
    guard let place = place(of: id) else { return }
    tasks[place].flow.work += seconds
  }

  /// Adds what the task's group has done since this was called last.
  private mutating func count(_ place: Int, in queues: borrowing FluidQueues) {
    guard countsTasks else { return }
    let done = queues.done(inGroup: tasks[place].group)
    tasks[place].flow.add(done.since(tasks[place].counted))
    tasks[place].counted = done
  }

  private mutating func endWindow(
    _ place: Int, at now: Int64, in queues: borrowing FluidQueues
  ) -> TaskWindow {
    count(place, in: queues)
    let task = tasks[place]
    tasks[place].windowStart = now
    tasks[place].flow = TaskFlow()
    return TaskWindow(seconds: Double(now - task.windowStart) * 1e-9, flow: task.flow)
  }

  /// Ends the metric window of every task, and begins the next one.
  ///
  /// - Parameter now: in nanoseconds since the start.
  /// - Returns: all tasks that ran in it, those that have stopped first.
  /// - Complexity: O(tasks).
  mutating func endWindow(at now: Int64, in queues: borrowing FluidQueues) -> [TaskWindow] {
    var windows = stopped
    stopped.removeAll(keepingCapacity: true)
    for place in tasks.indices { windows.append(endWindow(place, at: now, in: queues)) }
    return windows
  }
}
