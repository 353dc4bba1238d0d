/// Which slot each task of a service has while it runs.
///
/// Slots are reused, so what is kept by slot follows the largest number of tasks at one time and not
/// the length of the run.
struct TaskSlots {
  private var slotOfTask: [TaskID: Int] = [:]
  private var vacant: [Int] = []
  private var slots = 0

  /// Tasks that run.
  var running: Int { slotOfTask.count }

  /// The slot of a running task.
  subscript(task: TaskID) -> Int? { slotOfTask[task] }

  /// The running tasks whose slots have any of something.
  func tasks(_ count: (Int) -> Int) -> [TaskID: Int] {
    slotOfTask.mapValues(count).filter { $0.value > 0 }
  }

  /// - Returns: the slot that was freed last, else the one after all others.
  mutating func add(_ task: TaskID) -> Int {
    let slot = vacant.popLast() ?? slots
    slots = max(slots, slot + 1)
    slotOfTask[task] = slot
    return slot
  }

  /// - Returns: the slot that the task had.
  mutating func remove(_ task: TaskID) -> Int? {
    guard let slot = slotOfTask.removeValue(forKey: task) else { return nil }
    vacant.append(slot)
    return slot
  }
}
