internal import Kernel

// One thing after another: arrivals, ends of service, answers, and clients that give up.
extension InFlightState {
  /// Serves what arrives before `end`, and passes everything that happens up to it.
  mutating func serve(before end: Double) {
    targets.endRamps(at: now)
    while true {
      let arrivals = block.take(before: end)
      if arrivals.isEmpty { break }
      for index in arrivals {
        let arrival = block.arrivals[index]
        passEvents(until: arrival)
        let request = FollowUp(
          test: FollowUp.trace, attempt: 0, service: block.service[index],
          wait: block.constantWait ?? block.waits[index])
        serve(request, arrival: arrival)
      }
    }
    passEvents(until: end)
    now = end
  }

  /// Works off what is in flight, without new requests.
  mutating func finish() {
    isFinishing = true
    passEvents(until: .greatestFiniteMagnitude)
    now = max(now, openSince)
    log.complete()
  }

  private mutating func passEvents(until end: Double) {
    while true {
      let deadline = deadlines.next(of: requests)
      let refusal = connections.next(of: requests)
      let change = min(changes.time, deadline, refusal)
      if followUps != nil, !isFinishing, let next = followUps?.next(before: min(change, end)) {
        if next.request.attempt > 0 { log.present.totals.retries += 1 }
        serve(next.request, arrival: next.arrival)
        continue
      }
      guard change <= end else { return }
      if changes.time == change {
        pass(changes.slot)
      } else if deadline == change, let place = deadlines.take() {
        giveUp(place, at: deadline, isClient: limits.isClientFirst)
      } else if let place = connections.take() {
        giveUp(place, at: refusal, isClient: limits.isClientFirstToConnect)
        requests.remove(place)
      }
    }
  }

  private mutating func serve(_ request: FollowUp, arrival: Double) {
    let minute = log.current
    log.present.totals.offered += 1
    arrived += 1
    let target = nextTarget(at: arrival)
    let isLost = target == TargetGroup.unreachableSlot
    guard let slot = target, isLost || !works[slot].isFull else {
      log.present.totals.errors.unavailable += 1
      return learn(request, minute: minute, arrival: arrival, latency: nil, failed: true)
    }
    let place = requests.add(request, arrival: arrival, minute: minute, slot: slot)
    log.present.unresolved += 1
    changeOpen(by: 1, at: arrival)
    // A target that is gone accepts no connection.
    if isLost { return connections.add(place, of: requests) }
    deadlines.add(place, of: requests)
    outstanding[slot] += 1
    assigned += request.service
    let job = TaskJob(request: place, service: request.service, wait: request.wait)
    works[slot].add(job, at: arrival)
    changes.set(slot, to: works[slot].nextChange)
  }

  private mutating func nextTarget(at arrival: Double) -> Int? {
    guard configuration.routing == .leastOutstandingRequests else {
      return targets.next(at: arrival)
    }
    let lost = max(1, targets.unreachable.count)
    let hanging = connections.count / lost
    return targets.leastOutstanding(outstanding, unreachable: hanging)
  }

  /// What changes next in a slot.
  private mutating func pass(_ slot: Int) {
    let time = works[slot].nextChange
    let answered = works[slot].change()
    changes.set(slot, to: works[slot].nextChange)
    guard let answered else { return }
    if requests.resolve(answered) { resolve(answered, at: time) { _ in } }
    requests.remove(answered)
  }

  /// The client or the load balancer gives up; the task works on.
  private mutating func giveUp(_ place: Int, at time: Double, isClient: Bool) {
    guard requests.resolve(place) else { return }
    resolve(place, at: time, failed: true) { errors in
      if isClient { errors.clientTimeout += 1 } else { errors.gatewayTimeout += 1 }
    }
  }

  /// A request's task is gone: 502, unless its client has given it up before.
  mutating func cutOff(_ place: Int) {
    if requests.resolve(place) { resolve(place, at: now, failed: true) { $0.badGateway += 1 } }
    requests.remove(place)
  }

  private mutating func resolve(
    _ place: Int, at time: Double, failed: Bool = false, count: (inout ErrorCounts) -> Void
  ) {
    let entry = requests[place]
    let minute = log[entry.minute]
    count(&minute.totals.errors)
    minute.unresolved -= 1
    if entry.slot != TargetGroup.unreachableSlot { outstanding[entry.slot] -= 1 }
    changeOpen(by: -1, at: time)
    learn(
      entry.request, minute: entry.minute, arrival: entry.arrival, latency: time - entry.arrival,
      failed: failed)
    if minute.unresolved == 0, entry.minute < log.current { log.complete() }
  }

  /// Counts a request whose outcome its client knows, and has it do what follows.
  ///
  /// - Parameter latency: seconds at the load balancer; `nil` for a request that was refused.
  private mutating func learn(
    _ request: FollowUp, minute: Int, arrival: Double, latency: Double?, failed: Bool
  ) {
    let test = request.test == FollowUp.trace ? nil : followUps?.tests[Int(request.test)]
    let network = test?.rtt ?? 0
    if let latency {
      let minute = log[minute]
      minute.totals.measured += 1
      minute.totals.latencySeconds += latency + network
      minute.totals.networkSeconds += network
      minute.totals.longest = max(minute.totals.longest, latency + network)
      minute.histogram.record(latency + network)
    }
    test?.count(arrival: arrival, latency: latency.map { $0 + network }, failed: failed)
    guard followUps != nil, !isFinishing else { return }
    _ = followUps?.follow(request, arrival: arrival, seconds: latency ?? 0, failed: failed)
  }
}
