/// What one task of a fluid plane has done.
struct TaskFlow: BitwiseCopyable {
  /// Server-seconds.
  var work = 0.0
  /// Requests that it is expected to get while it has time to spare, by whose CPU times its work varies.
  var requests = 0.0

  mutating func add(_ other: TaskFlow) {
    work += other.work
    requests += other.requests
  }

  func since(_ earlier: TaskFlow) -> TaskFlow {
    TaskFlow(work: work - earlier.work, requests: requests - earlier.requests)
  }
}

/// A task's part of a metric window.
struct TaskWindow: BitwiseCopyable {
  /// For which it ran in the window.
  let seconds: Double
  let flow: TaskFlow
}
