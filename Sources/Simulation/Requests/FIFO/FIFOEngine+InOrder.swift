internal import Kernel

// One request after another, for services where what becomes of one decides another: a bounded
// backlog, retries, load tests, targets that start slowly.
extension RequestPlane {
  /// Serves all that arrives before `end`, the trace's requests and those that follow on others, in
  /// the order of their arrival.
  ///
  /// - Returns: server-seconds assigned.
  func serveInOrder(before end: Double) -> Double {
    var assigned = 0.0
    while true {
      let requests = block.take(before: end)
      if requests.isEmpty { break }
      for index in requests {
        let arrival = block.arrivals[index]
        assigned += serveFollowUps(before: arrival)
        assigned += serve(
          FollowUp(
            test: FollowUp.trace, attempt: 0, service: block.service[index],
            wait: block.constantWait ?? block.waits[index]), arrival: arrival)
      }
    }
    return assigned + serveFollowUps(before: end)
  }

  private func serveFollowUps(before end: Double) -> Double {
    guard followUps != nil else { return 0 }
    var assigned = 0.0
    while let (arrival, request) = followUps?.next(before: end) {
      if request.attempt > 0 { minuteTotals.retries += 1 }
      assigned += serve(request, arrival: arrival)
    }
    return assigned
  }

  /// - Returns: server-seconds assigned.
  private func serve(_ request: FollowUp, arrival: Double) -> Double {
    minuteTotals.offered += 1
    requestsServed += 1
    let target = targets.next(at: arrival)
    if target == TargetGroup.unreachableSlot {
      learn(request, arrival: arrival, latency: failToConnect(), failed: true)
      return 0
    }
    guard let slot = target, !isFull(slot, at: arrival) else {
      minuteTotals.errors.unavailable += 1
      learn(request, arrival: arrival, latency: nil, failed: true)
      return 0
    }
    let (start, end) = slots.assign(arrival: arrival, service: request.service, slot: slot)
    backlogRing?.push(start: start, slot: slot)
    let latency = end - arrival + request.wait
    slots.lastEnd[slot] = max(slots.lastEnd[slot], arrival + latency)
    if latency > limits.ordinary {
      serveOverdue(request, arrival: arrival, latency: latency, slot: slot)
    } else {
      learn(request, arrival: arrival, latency: latency, failed: false)
    }
    return request.service
  }

  private func isFull(_ slot: Int, at arrival: Double) -> Bool {
    backlogRing?.isFull(slot: slot, at: arrival, free: slots.firstFree(of: slot)) ?? false
  }

  private func serveOverdue(_ request: FollowUp, arrival: Double, latency: Double, slot: Int) {
    let (seconds, counted) = limits.outcome(latency: latency)
    count(counted, adding: 1)
    let next = learn(request, arrival: arrival, latency: seconds, failed: counted != .served)
    guard seconds > limits.stop else { return }
    var request = request
    request.number = next
    overdue.add(
      OverdueRequests.Entry(
        minute: minutes.count, resolved: arrival + seconds, counted: counted, request: request),
      slot: slot, now: arrival)
  }

  /// Counts a request, and has its client do what follows on it.
  ///
  /// - Parameter latency: seconds at the load balancer; `nil` for a request that was refused.
  /// - Returns: the number of what follows.
  @discardableResult
  private func learn(
    _ request: FollowUp, arrival: Double, latency: Double?, failed: Bool
  ) -> Int64 {
    let test = request.test == FollowUp.trace ? nil : followUps?.tests[Int(request.test)]
    let network = test?.rtt ?? 0
    if let latency {
      minuteTotals.measured += 1
      minuteTotals.latencySeconds += latency + network
      minuteTotals.networkSeconds += network
      minuteTotals.longest = max(minuteTotals.longest, latency + network)
      census.add(arrival: arrival, latency: latency)
      minuteHistogram.record(latency + network)
    }
    test?.count(arrival: arrival, latency: latency.map { $0 + network }, failed: failed)
    return followUps?.follow(request, arrival: arrival, seconds: latency ?? 0, failed: failed) ?? 0
  }

  /// A request in flight was cut off with its task: its client learns of it now.
  func cutOff(_ entry: OverdueRequests.Entry) {
    guard let request = entry.request, followUps != nil else { return }
    followUps?.callOff(request.number)
    if request.test != FollowUp.trace {
      followUps?.tests[Int(request.test)].recount(wasServed: entry.counted == .served)
    }
    _ = followUps?.follow(request, arrival: now, seconds: 0, failed: true)
  }
}
