/// What a plane counted of its requests in ways that do not depend on each other.
///
/// Every run is held to them: requests are neither lost nor made up, and Little's law holds.
package struct RequestBooks: Sendable, Hashable {
  /// Requests that came: from the load, from clients of load tests, and retries.
  package var arrivals: Double
  /// Requests whose latency is in the run's percentiles; `nil` where none are kept.
  package var measured: Double?
  /// Requests in progress, integrated over time from the first arrival to the last answer.
  package var requestSeconds: Double
  /// The latencies of all requests at the load balancer, added up.
  package var latencySeconds: Double
  /// How far whole numbers of requests may be from `arrivals` and `measured`: 0 where requests are
  /// counted, more where they flow.
  package var rounding: Double
  /// `nil` without long-lived connections.
  package var connections: ConnectionOutcome?

  package init(
    arrivals: Double, measured: Double?, requestSeconds: Double, latencySeconds: Double,
    rounding: Double = 0, connections: ConnectionOutcome? = nil
  ) {
    self.arrivals = arrivals
    self.measured = measured
    self.requestSeconds = requestSeconds
    self.latencySeconds = latencySeconds
    self.rounding = rounding
    self.connections = connections
  }

  /// What of the run's results contradicts the books, one sentence each; empty where nothing does.
  package func contradictions(_ results: RequestResults) -> [String] {
    var found = connections?.contradictions ?? []
    if !differsLittle(Double(results.offered), arrivals) {
      found.append(
        "\(arrivals) requests arrived, and \(results.offered) were offered in all minutes")
    }
    // Refused ones alone have no latency.
    let refused = results.errors.unavailable
    if let measured, !differsLittle(measured + Double(refused), arrivals) {
      found.append("of \(arrivals) requests \(measured) have a latency and \(refused) were refused")
    }
    if results.leastServed < 0 {
      found.append("more requests failed in a minute than were offered")
    }
    // Sums of up to 10¹⁰ numbers in different orders agree to many more digits than these.
    let tolerance = 1e-6 * max(1, latencySeconds)
    if !((requestSeconds - latencySeconds).magnitude <= tolerance) {
      found.append(
        "requests were in progress for \(requestSeconds) s, and their latencies are"
          + " \(latencySeconds) s: Little's law does not hold")
    }
    // Each minute and hour has whole milliseconds.
    let open = Double(results.openMilliseconds) / 1000
    if !((open - latencySeconds).magnitude <= tolerance + 0.001 * Double(results.minutes)) {
      found.append("latencies are \(latencySeconds) s, and all minutes have \(open) s of them")
    }
    return found
  }

  private func differsLittle(_ one: Double, _ other: Double) -> Bool {
    (one - other).magnitude <= rounding + (rounding > 0 ? 1e-9 * other : 0)
  }
}

/// What the minutes of a run add up to.
package struct RequestResults: Sendable, Hashable {
  package var minutes = 0
  package var offered: Int64 = 0
  package var errors = ErrorCounts()
  /// The fewest requests that a minute served.
  package var leastServed = Int64.max
  /// Time that requests were open at the load balancer.
  package var openMilliseconds: Int64 = 0

  package init() {}
}
