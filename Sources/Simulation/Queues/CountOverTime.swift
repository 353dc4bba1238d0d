/// A count that changes, integrated over time.
struct CountOverTime {
  private(set) var count = 0
  /// The last instant at which it changed, in seconds.
  private(set) var since = 0.0
  private var sum = 0.0

  @inline(__always)
  mutating func change(by change: Int, at time: Double) {
    sum += Double(count) * (time - since)
    since = time
    count += change
  }

  func seconds(until time: Double) -> Double { sum + Double(count) * max(0, time - since) }
}
