/// How many servers a task has, as a type, so that the request loop is compiled for each case.
///
/// A task's servers are the instants at which each becomes free; first come, first served means
/// that the next request takes the one that is free first (Kiefer and Wolfowitz 1955).
protocol TaskServers {
  /// Gives a request that arrives at `arrival` to the servers at `free`.
  ///
  /// - Returns: when its service starts and ends, in seconds.
  static func assign(
    arrival: Double, service: Double, free: UnsafeMutablePointer<Double>, servers: Int
  ) -> (start: Double, end: Double)
}

enum OneServer: TaskServers {
  @inline(__always)
  static func assign(
    arrival: Double, service: Double, free: UnsafeMutablePointer<Double>, servers: Int
  ) -> (start: Double, end: Double) {
    let start = max(arrival, free[0])
    let end = start + service
    free[0] = end
    return (start, end)
  }
}

enum TwoServers: TaskServers {
  @inline(__always)
  static func assign(
    arrival: Double, service: Double, free: UnsafeMutablePointer<Double>, servers: Int
  ) -> (start: Double, end: Double) {
    let a = free[0]
    let b = free[1]
    let earlier = a < b ? a : b
    let later = a < b ? b : a
    let start = arrival > earlier ? arrival : earlier
    let end = start + service
    free[0] = end
    free[1] = later
    return (start, end)
  }
}

/// Any number of servers, kept in ascending order of the instant they become free.
enum ManyServers: TaskServers {
  @inline(__always)
  static func assign(
    arrival: Double, service: Double, free: UnsafeMutablePointer<Double>, servers: Int
  ) -> (start: Double, end: Double) {
    let start = max(arrival, free[0])
    let end = start + service
    var place = 0
    while place + 1 < servers, free[place + 1] < end {
      free[place] = free[place + 1]
      place += 1
    }
    free[place] = end
    return (start, end)
  }
}
