/// What a plane counted of its requests in ways that do not depend on each other.
///
/// Every run is held to them: requests are neither lost nor made up, and Little's law holds.
package struct RequestBooks: Sendable, Hashable {
  /// Requests that came: from the load, from clients of load tests, and retries.
  package var arrivals: Int64
  /// Requests whose latency is in the run's percentiles.
  package var measured: Int64
  /// Requests in progress, integrated over time from the first arrival to the last answer.
  package var requestSeconds: Double
  /// The latencies of all requests at the load balancer, added up.
  package var latencySeconds: Double

  package init(
    arrivals: Int64, measured: Int64, requestSeconds: Double, latencySeconds: Double
  ) {
    self.arrivals = arrivals
    self.measured = measured
    self.requestSeconds = requestSeconds
    self.latencySeconds = latencySeconds
  }

  /// What of the run's results contradicts the books, one sentence each; empty where nothing does.
  ///
  /// - Parameters:
  ///   - offered: requests of all minutes.
  ///   - errors: of all minutes.
  ///   - served: the fewest requests that a minute served.
  package func contradictions(
    offered: Int64, errors: ErrorCounts, leastServed: Int64
  ) -> [String] {
    var found: [String] = []
    if offered != arrivals {
      found.append("\(arrivals) requests arrived, and \(offered) were offered in all minutes")
    }
    // Refused ones alone have no latency.
    if measured + errors.unavailable != arrivals {
      found.append(
        "of \(arrivals) requests \(measured) have a latency and \(errors.unavailable) were refused")
    }
    if leastServed < 0 { found.append("more requests failed in a minute than were offered") }
    // Sums of up to 10¹⁰ numbers in different orders agree to many more digits than these.
    let tolerance = 1e-6 * max(1, latencySeconds)
    if !((requestSeconds - latencySeconds).magnitude <= tolerance) {
      found.append(
        "requests were in progress for \(requestSeconds) s, and their latencies are"
          + " \(latencySeconds) s: Little's law does not hold")
    }
    return found
  }
}
