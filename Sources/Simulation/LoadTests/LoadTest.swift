package import Kernel
package import Units

/// A closed-loop load test beside the trace: so many clients, each of which sends its next request
/// when it has had the answer to the last one and has thought.
///
/// What `hey`, `wrk` and Locust do. Clients cannot overload a service by much: throughput is at most
/// clients over round trip and think time (aws-autoscaling reference section 8).
package struct LoadTest: Sendable, Hashable {
  package var name: String
  package var clients: Int
  /// Seconds between an answer and the client's next request.
  package var thinkTime: Variate
  /// Network time of a request and its answer together, with the opening of a connection where each
  /// request opens one.
  package var rtt: SimDuration
  /// `nil`: from the start of the period.
  package var from: UTCTime?
  /// No request is sent from then on; `nil`: to the end of the period.
  package var until: UTCTime?
  /// Clients join one after another, evenly over this time.
  package var rampUp: SimDuration = .zero

  package init(name: String, clients: Int, thinkTime: Variate = .constant(0), rtt: SimDuration) {
    self.name = name
    self.clients = clients
    self.thinkTime = thinkTime
    self.rtt = rtt
  }
}

/// What clients do with a request that failed: they send it again, later each time.
///
/// The wait before retry n is `backoff × multiplier^(n−1)`, at most `maximum`; with jitter it is
/// uniform between zero and that (AWS Architecture Blog, "Exponential Backoff And Jitter").
package struct RetryPolicy: Sendable, Hashable {
  /// Retries of one request, at least one.
  package var count: Int
  package var backoff: SimDuration = .milliseconds(100)
  package var multiplier = 2.0
  package var maximum: SimDuration = .seconds(20)
  package var hasJitter = true

  package init(count: Int) { self.count = count }

  /// Seconds to wait before the retry that follows on `earlier` others.
  ///
  /// - Parameter draw: uniform in [0, 1).
  package func wait(after earlier: Int, draw: Double) -> Double {
    var wait = backoff.inSeconds
    for _ in 0..<earlier where wait < maximum.inSeconds { wait *= multiplier }
    return min(wait, maximum.inSeconds) * (hasJitter ? draw : 1)
  }
}

/// What the clients of a load test saw, as its tool would print it.
package struct LoadTestOutcome: Sendable, Hashable {
  package let name: String
  package let clients: Int
  /// Requests whose outcome a client knows, and those of them that failed.
  package let requests: Int64
  package let errors: Int64
  /// From the first client's start to the last outcome.
  package let seconds: Double
  /// With the round trip, without requests that were refused; `nil` when there were none.
  package let latency: LatencySummary?
  /// Milliseconds.
  package let fastest: Double
  package let slowest: Double

  package var requestsPerSecond: Double { seconds > 0 ? Double(requests) / seconds : 0 }
}
