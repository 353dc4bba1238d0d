/// Memory that a task uses, in MB: a base, and what its requests hold.
package struct MemoryUse: Sendable, Hashable {
  package var base: Double = 0
  /// For each request in progress.
  package var perConcurrentRequest: Double = 0
  /// For each request that came within the metric's minute: what a runtime frees only later.
  package var perRequest: Double = 0

  package init() {}

  /// Percent of a task's `total` MB; above 100 where it needs more than it has.
  func percent(
    of total: Double, inProgressPerTask: Double, requestsPerMinuteAndTask: Double
  ) -> Double {
    let used =
      base + perConcurrentRequest * inProgressPerTask + perRequest * requestsPerMinuteAndTask
    return 100 * used / total
  }
}
