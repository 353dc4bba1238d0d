internal import Units

/// Least, mean and greatest running count over time.
struct RunningStatistics {
  private(set) var least: Int
  private(set) var greatest: Int
  private var count: Int
  private var since = SimTime.start
  /// Sum of count × nanoseconds.
  private var area: Int128 = 0

  init(initial: Int) {
    least = initial
    greatest = initial
    count = initial
  }

  /// The count is `count` from `time` on.
  mutating func change(to count: Int, at time: SimTime) {
    area += Int128(self.count) * Int128((time - since).nanoseconds)
    since = time
    self.count = count
    least = min(least, count)
    greatest = max(greatest, count)
  }

  /// The mean up to `end`, which is after the start.
  func mean(until end: SimTime) -> Double {
    Double(taskNanoseconds(until: end)) / Double((end - .start).nanoseconds)
  }

  /// Count × nanoseconds up to `end`, which is not before the last change.
  func taskNanoseconds(until end: SimTime) -> Int128 {
    area + Int128(count) * Int128((end - since).nanoseconds)
  }
}
