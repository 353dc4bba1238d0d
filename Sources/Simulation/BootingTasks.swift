internal import Units

/// The tasks of a service that are starting up, and the CPU that this takes.
///
/// It competes with no request, since a task takes none before it answers; where targets fail open
/// and it does all the same, its start is not slowed down.
struct BootingTasks {
  private struct Entry {
    let task: TaskID
    let share: Double
    /// Seconds since the start of the period.
    let end: Double
  }

  private var entries: [Entry] = []
  /// Whether none is starting up: a value of its own, since a loop over minutes asks for it.
  private(set) var isEmpty = true

  /// The task is RUNNING from now on.
  ///
  /// - Parameters:
  ///   - idle: share of its CPU that every running task is taken to use anyway, which is a part of
  ///     what it uses for its start.
  ///   - now: seconds since the start of the period.
  mutating func add(_ task: TaskID, _ boot: BootLoad, idle: Double, at now: Double) {
    let share = boot.cpu - idle
    guard share > 0, boot.duration > .zero else { return }
    entries.append(Entry(task: task, share: share, end: now + boot.duration.inSeconds))
    isEmpty = false
  }

  /// The task is gone.
  mutating func remove(_ task: TaskID) {
    entries.removeAll { $0.task == task }
    isEmpty = entries.isEmpty
  }

  /// Time passes from `start` to `end`, in seconds since the start of the period.
  ///
  /// - Returns: for each task that was starting up, the seconds of its whole CPU that it used for
  ///   that.
  mutating func pass(from start: Double, to end: Double) -> [(task: TaskID, seconds: Double)] {
    let used = entries.map { entry in
      (entry.task, entry.share * max(0, min(end, entry.end) - start))
    }
    entries.removeAll { $0.end <= end }
    isEmpty = entries.isEmpty
    return used
  }
}
