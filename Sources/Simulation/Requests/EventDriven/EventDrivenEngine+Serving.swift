// One thing after another: arrivals, ends of service, answers, and clients that give up.
extension EventDrivenEngine {
  package mutating func serve(before end: Double, front: inout RequestFront) {
    var assigned = 0.0
    begin(front: &front)
    while true {
      let arrivals = front.block.take(before: end)
      if arrivals.isEmpty { break }
      for index in arrivals {
        let arrival = front.block.arrivals[index]
        passEvents(until: arrival, assigned: &assigned, front: &front)
        let request = front.traceRequest(index)
        assigned += serve(request, arrival: arrival, front: &front)
      }
    }
    passEvents(until: end, assigned: &assigned, front: &front)
    if bindsWork { assigned += openConnections.takeWork(until: end) }
    front.meters.assign(assigned)
  }

  /// - Parameter assigned: server-seconds that tasks are given are added to it.
  mutating func passEvents(until end: Double, assigned: inout Double, front: inout RequestFront) {
    while true {
      let deadline = deadlines.next(of: requests)
      let refusal = connections.next(of: requests)
      // Of more than two numbers `min` would make a list.
      let change = min(
        min(changes.time, deadline), min(refusal, openConnections.nextChange))
      if let next = front.nextFollowUp(before: min(change, end)) {
        assigned += serve(next.request, arrival: next.arrival, front: &front)
        continue
      }
      guard change <= end else { return }
      if changes.time == change {
        pass(changes.slot, front: &front)
      } else if deadline == change, let place = deadlines.take() {
        giveUp(place, at: deadline, limits.giveUpOutcome, front: &front)
      } else if openConnections.nextChange == change {
        assigned += passConnection(at: change, front: &front)
      } else if let place = connections.take() {
        giveUp(place, at: refusal, limits.connectOutcome, front: &front)
        requests.remove(place)
      }
    }
  }

  /// - Returns: server-seconds that its task is given.
  mutating func serve(
    _ request: FollowUp, arrival: Double, front: inout RequestFront
  ) -> Double {
    let minute = front.minutes.current
    front.arrive(1)
    let target = nextTarget(for: request.session, at: arrival, front: &front)
    if bindsWork, let target, target >= 0 { shares.route(to: target) }
    let isLost = target == TargetGroup.unreachableSlot
    guard let slot = target, isLost || !works[slot].isFull else {
      front.learn(.unavailable, of: request, in: minute, arrival: arrival, latency: nil)
      return 0
    }
    let place = requests.add(request, arrival: arrival, minute: minute, slot: slot)
    front.minutes.addInFlight()
    changeOpen(by: 1, at: arrival)
    // A target that is gone accepts no connection.
    if isLost {
      connections.add(place, of: requests)
      return 0
    }
    deadlines.add(place, of: requests)
    outstanding[slot] += 1
    var service = request.service
    if !front.cold.isEmpty { service *= front.cold.serve(slot) }
    let job = TaskJob(request: place, service: service, wait: request.wait)
    works[slot].add(job, at: arrival)
    front.taskMeters?.assign(service, to: slot)
    changes.set(slot, to: works[slot].nextChange)
    return service
  }

  func nextTarget(
    for session: SessionID, at arrival: Double, front: inout RequestFront
  ) -> Int? {
    guard session.place >= 0 else { return chosenTarget(at: arrival, front: &front) }
    if let bound = front.boundTarget(of: session, at: arrival) { return bound }
    let target = chosenTarget(at: arrival, front: &front)
    if let target { front.bind(session, to: target, at: arrival) }
    return target
  }

  private func chosenTarget(at arrival: Double, front: inout RequestFront) -> Int? {
    guard goesToLeastOutstanding else { return front.targets.next(at: arrival) }
    let lost = max(1, front.targets.unreachable.count)
    let hanging = connections.count / lost
    return front.targets.leastOutstanding(outstanding, unreachable: hanging)
  }

  /// What changes next in a slot.
  private mutating func pass(_ slot: Int, front: inout RequestFront) {
    let time = works[slot].nextChange
    let answered = works[slot].change()
    changes.set(slot, to: works[slot].nextChange)
    guard let answered else { return }
    if requests.resolve(answered) {
      end(answered, at: time, .served, front: &front)
      if bindsWork { openConnection(of: answered, at: time, front: front) }
    }
    requests.remove(answered)
  }

  /// The client or the load balancer gives up; the task works on.
  private mutating func giveUp(
    _ place: Int, at time: Double, _ outcome: RequestOutcome, front: inout RequestFront
  ) {
    if requests.resolve(place) { end(place, at: time, outcome, front: &front) }
  }

  /// A request's task is gone: 502, unless its client has given it up before.
  mutating func cutOff(_ place: Int, front: inout RequestFront) {
    if requests.resolve(place) { end(place, at: front.now, .badGateway, front: &front) }
    requests.remove(place)
  }

  /// The client of a request in flight knows how it went.
  private mutating func end(
    _ place: Int, at time: Double, _ outcome: RequestOutcome, front: inout RequestFront
  ) {
    let entry = requests[place]
    if entry.slot != TargetGroup.unreachableSlot { outstanding[entry.slot] -= 1 }
    changeOpen(by: -1, at: time)
    front.learn(
      outcome, of: entry.request, in: entry.minute, arrival: entry.arrival,
      latency: time - entry.arrival)
    front.minutes.removeInFlight(from: entry.minute)
  }
}
