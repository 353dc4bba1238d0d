// One request after another, for services where what becomes of one decides another: a bounded
// backlog, retries, load tests, targets that start slowly, first requests that cost more.
extension FIFOEngine {
  /// Serves all that arrives before `end`, the trace's requests and those that follow on others, in
  /// the order of their arrival.
  ///
  /// - Returns: server-seconds assigned.
  mutating func serveInOrder(before end: Double, front: inout RequestFront) -> Double {
    var assigned = 0.0
    while true {
      let requests = front.block.take(before: end)
      if requests.isEmpty { break }
      for index in requests {
        let arrival = front.block.arrivals[index]
        assigned += serveFollowUps(before: arrival, front: &front)
        let request = FollowUp(front.block, index: index)
        assigned += serve(request, arrival: arrival, front: &front)
      }
    }
    return assigned + serveFollowUps(before: end, front: &front)
  }

  private mutating func serveFollowUps(before end: Double, front: inout RequestFront) -> Double {
    var assigned = 0.0
    while let (arrival, request) = front.nextFollowUp(before: end) {
      assigned += serve(request, arrival: arrival, front: &front)
    }
    return assigned
  }

  /// - Returns: server-seconds assigned.
  private mutating func serve(
    _ request: FollowUp, arrival: Double, front: inout RequestFront
  ) -> Double {
    front.arrive(1)
    let target = front.targets.next(at: arrival)
    if target == TargetGroup.unreachableSlot {
      learn(
        limits.connectOutcome, of: request, arrival: arrival, latency: limits.connect,
        front: &front)
      return 0
    }
    guard let slot = target, !isFull(slot, at: arrival) else {
      learn(.unavailable, of: request, arrival: arrival, latency: nil, front: &front)
      return 0
    }
    var service = request.service
    if !front.cold.isEmpty { service *= front.cold.serve(slot) }
    let (start, end) = servers.assign(arrival: arrival, service: service, slot: slot)
    front.taskMeters?.assign(service, to: slot)
    backlogRing?.push(start: start, slot: slot)
    let latency = end - arrival + request.wait
    servers.lastEnd[slot] = max(servers.lastEnd[slot], arrival + latency)
    if latency > limits.ordinary {
      learnOverdue(request, arrival: arrival, latency: latency, slot: slot, front: &front)
    } else {
      learn(.served, of: request, arrival: arrival, latency: latency, front: &front)
    }
    return service
  }

  private func isFull(_ slot: Int, at arrival: Double) -> Bool {
    backlogRing?.isFull(slot: slot, at: arrival, free: servers.firstFree(of: slot)) ?? false
  }

  private mutating func learnOverdue(
    _ request: FollowUp, arrival: Double, latency: Double, slot: Int, front: inout RequestFront
  ) {
    let (seconds, outcome) = limits.outcome(latency: latency)
    let minute = front.minutes.current
    var request = request
    request.number = learn(
      outcome, of: request, arrival: arrival, latency: seconds, front: &front)
    guard seconds > limits.stop else { return }
    overdue.add(
      OverdueRequests.Entry(
        minute: minute, resolved: arrival + seconds, outcome: outcome, request: request),
      slot: slot, now: arrival)
  }

  /// Counts a request when it arrives: how it will end is known then.
  ///
  /// - Parameter latency: seconds at the load balancer; `nil` for a request that was refused.
  /// - Returns: the number of what follows.
  @discardableResult
  private mutating func learn(
    _ outcome: RequestOutcome, of request: FollowUp, arrival: Double, latency: Double?,
    front: inout RequestFront
  ) -> Int64 {
    if let latency { census.add(arrival: arrival, latency: latency) }
    return front.learn(
      outcome, of: request, in: front.minutes.current, arrival: arrival, latency: latency)
  }
}
