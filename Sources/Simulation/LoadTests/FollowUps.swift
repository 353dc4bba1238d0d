internal import Kernel
internal import Units

/// The requests that are yet to come because of others, in order of arrival, and who sends them.
struct FollowUps: ~Copyable {
  private(set) var tests: [LoadTestRun]
  let retries: RetryPolicy?
  private var queue = EventQueue<FollowUp>()
  private var jitter: RandomStream
  private var number: Int64 = 0
  private var calledOff: Set<Int64> = []
  /// Requests that `next` has given out.
  private(set) var sent: Int64 = 0

  /// `nil` for a service without load tests and retries.
  ///
  /// - Parameter start: the period's, for tests that begin at an instant of their own.
  init?(_ configuration: ServiceConfiguration, start: UTCTime?, seed: UInt64, replication: UInt64) {
    guard !configuration.loadTests.isEmpty || configuration.retries != nil else { return nil }
    retries = configuration.retries
    jitter = RandomStream(
      seed: seed, replication: replication, component: "retry jitter",
      entity: configuration.name)
    tests = configuration.loadTests.map {
      LoadTestRun(
        $0, configuration: configuration, start: start, seed: seed, replication: replication)
    }
    for (place, test) in tests.enumerated() {
      for client in 0..<test.clients {
        send(
          FollowUp(test: Int32(place), attempt: 0, service: 0, wait: 0),
          at: test.firstArrival(ofClient: client))
      }
    }
  }

  /// The next request that arrives before `end`, with its instant.
  mutating func next(before end: Double) -> (arrival: Double, request: FollowUp)? {
    while Double(queue.firstNanoseconds) * 1e-9 < end, var (time, request) = queue.popFirst() {
      if !calledOff.isEmpty, calledOff.remove(request.number) != nil { continue }
      if request.attempt == 0 {
        let test = tests[Int(request.test)]
        request.service = test.demand.next()
        request.wait = test.waits.next()
      }
      time = max(time, 0)
      sent += 1
      return (Double(time) * 1e-9, request)
    }
    return nil
  }

  /// What a client does now that it knows how a request went.
  ///
  /// - Parameters:
  ///   - arrival: when the request reached the load balancer.
  ///   - seconds: from then until it was answered, or somebody gave up on it.
  /// - Returns: the number of what is sent next; 0 for nothing.
  mutating func follow(
    _ request: FollowUp, arrival: Double, seconds: Double, failed: Bool
  ) -> Int64 {
    var next = request
    var due = arrival + seconds
    if request.test != FollowUp.trace { due += tests[Int(request.test)].rtt }
    if failed, let retries, Int(request.attempt) < retries.count {
      due += retries.wait(after: Int(request.attempt), draw: jitter.uniform())
      next.attempt += 1
      return send(next, at: due)
    }
    guard request.test != FollowUp.trace else { return 0 }
    let test = tests[Int(request.test)]
    due += test.think.next()
    guard test.sends(arrivingAt: due) else { return 0 }
    next.attempt = 0
    return send(next, at: due)
  }

  /// The request did not go as had been counted: what was to follow on it will not.
  mutating func callOff(_ number: Int64) {
    if number > 0 { calledOff.insert(number) }
  }

  @discardableResult
  private mutating func send(_ request: FollowUp, at seconds: Double) -> Int64 {
    number += 1
    var request = request
    request.number = number
    // Beyond any period; a wait that long must not overflow the clock.
    guard seconds < 9e9 else { return 0 }
    queue.schedule(request, nanoseconds: Int64((seconds * 1e9).rounded(.up)))
    return number
  }
}
