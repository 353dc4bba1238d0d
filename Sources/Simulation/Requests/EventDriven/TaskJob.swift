/// A request as the task that works on it sees it.
package struct TaskJob: BitwiseCopyable {
  /// Which request it is.
  package let request: Int
  /// Seconds that a server is busy with it, at the server's own speed.
  let service: Double
  /// Seconds of non-CPU wait after that.
  let wait: Double

  package init(request: Int, service: Double, wait: Double) {
    self.request = request
    self.service = service
    self.wait = wait
  }
}

/// A job and the instant or the amount of work at which something happens to it.
struct DueJob: BitwiseCopyable, Comparable {
  let due: Double
  /// Order among equals.
  let sequence: Int
  let job: TaskJob

  static func < (a: DueJob, b: DueJob) -> Bool {
    (a.due, a.sequence) < (b.due, b.sequence)
  }

  static func == (a: DueJob, b: DueJob) -> Bool {
    (a.due, a.sequence) == (b.due, b.sequence)
  }
}
