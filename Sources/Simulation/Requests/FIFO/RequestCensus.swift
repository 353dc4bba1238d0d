internal import DequeModule

/// How many requests are in progress: the area under their number, minute by minute.
///
/// Counted from arrivals and answers. By Little's law it adds up to the latencies of all requests.
struct RequestCensus {
  /// Request-seconds that fall into the present minute and into those after it.
  private var seconds: Deque<Double> = [0]
  private var minuteEnd = 60.0
  /// Request-seconds of the minutes that are over.
  private var closed = 0.0

  /// Request-seconds of the whole run, with what is answered after its end.
  var total: Double { seconds.reduce(closed, +) }

  /// Adds a run of requests that arrive in the present minute, in seconds since the period's start.
  ///
  /// - Parameters:
  ///   - sum: of their latencies, and `highest` the greatest of them.
  /// - Complexity: O(1) where all are answered within the minute.
  @inline(__always)
  mutating func add(
    arrivals: UnsafePointer<Double>, latencies: UnsafePointer<Double>, count: Int, sum: Double,
    highest: Double
  ) {
    if arrivals[count &- 1] + highest <= minuteEnd {
      seconds[0] += sum
    } else {
      for index in 0..<count { add(arrival: arrivals[index], latency: latencies[index]) }
    }
  }

  @inline(__always)
  mutating func add(arrival: Double, latency: Double) {
    if arrival + latency <= minuteEnd {
      seconds[0] += latency
    } else {
      split(arrival: arrival, end: arrival + latency)
    }
  }

  private mutating func split(arrival: Double, end: Double) {
    var (from, boundary, minute) = (arrival, minuteEnd, 0)
    while from < end {
      if minute == seconds.count { seconds.append(0) }
      seconds[minute] += min(end, boundary) - from
      from = boundary
      boundary += 60
      minute += 1
    }
  }

  /// Ends the present minute.
  ///
  /// - Returns: requests in progress, the mean over the minute.
  mutating func close() -> Double {
    let minute = seconds.removeFirst()
    if seconds.isEmpty { seconds.append(0) }
    closed += minute
    minuteEnd += 60
    return minute / 60
  }
}
