/// The instants at which the servers of one task become free, ascending.
enum FreeServers {
  /// Gives one request to the server that is free first, and keeps their order.
  ///
  /// - Returns: when its service starts and ends, in seconds.
  @inline(__always)
  static func assign(
    _ free: UnsafeMutablePointer<Double>, count: Int, arrival: Double, service: Double
  ) -> (start: Double, end: Double) {
    let start = max(arrival, free[0])
    let end = start + service
    var place = 0
    while place + 1 < count, free[place + 1] < end {
      free[place] = free[place + 1]
      place += 1
    }
    free[place] = end
    return (start, end)
  }
}
