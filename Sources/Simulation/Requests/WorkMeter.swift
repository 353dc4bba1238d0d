/// Server time used since a mark, from what was assigned rather than request by request.
///
/// Work done in a window = backlog at its start + work assigned in it − backlog at its end, which
/// is exact under any overload and costs nothing in the request loop.
struct WorkMeter {
  private var backlogAtMark = 0.0
  /// Server-seconds assigned since the mark, less what stopped tasks never did.
  var assigned = 0.0
  /// Running tasks integrated over time since the mark.
  var taskSeconds = 0.0

  /// Ends the window and starts the next one.
  ///
  /// - Parameter idle: share of a task's CPU used without requests.
  /// - Returns: percent of the running tasks' CPU, at most 100; `nil` when none ran.
  mutating func close(backlog: Double, serversPerTask: Int, idle: Double) -> Double? {
    let done = backlogAtMark + assigned - backlog
    let capacity = taskSeconds * Double(serversPerTask)
    backlogAtMark = backlog
    assigned = 0
    taskSeconds = 0
    guard capacity > 0 else { return nil }
    return min(100, max(0, 100 * (done / capacity + idle)))
  }
}
