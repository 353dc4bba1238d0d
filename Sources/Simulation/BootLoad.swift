package import Units

/// What a new task does for its own start, beside the requests that it serves.
package struct BootLoad: Sendable, Hashable {
  /// Share of the task's CPU that it uses for `duration`, 0 to 1.
  package let cpu: Double
  /// From RUNNING until the application answers.
  package let duration: SimDuration
  /// The requests that cost it more than others; `nil` for none.
  package let coldRequests: ColdRequests?

  package init(cpu: Double, duration: SimDuration, coldRequests: ColdRequests? = nil) {
    self.cpu = cpu
    self.duration = duration
    self.coldRequests = coldRequests
  }
}

/// The first requests of a new task, which find its caches empty and its code not compiled yet.
package struct ColdRequests: Sendable, Hashable {
  /// How many of them there are, one or more.
  package var count: Int
  /// On the CPU time of each, 1 or more.
  package var factor: Double

  package init(count: Int, factor: Double) {
    self.count = count
    self.factor = factor
  }
}
