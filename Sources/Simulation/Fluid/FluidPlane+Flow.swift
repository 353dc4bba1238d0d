internal import Foundation

// The flow from one instant to the next.
extension FluidPlane {
  /// Waits up to the ordinary one, at utilisations up to so much, take one step however long it is:
  /// they are at rest within seconds.
  private static let ordinaryUtilisation = 0.9
  /// Length of a step beyond that, in seconds.
  private static let fineStep = 10.0

  /// Computes the flow up to now.
  mutating func flow() {
    while flowed < now {
      if flowed == stepEnd { nextStep() }
      if flowed == noise.end { noise.next() }
      let end = min(now, stepEnd, noise.end)
      flow(seconds: Double(end - flowed) * 1e-9)
      flowed = end
    }
  }

  mutating func nextStep() {
    let count = step < expected.count ? expected[step] : 0
    step += 1
    stepEnd += stepNanoseconds
    offeredRate = count * sharePerSecond
    splitRate()
  }

  /// Round robin sends their share to tasks that are gone, too.
  mutating func splitRate() {
    rate = offeredRate
    if !unreachable.isEmpty {
      rate *= Double(receivers) / Double(receivers + unreachable.count)
    }
    unreachableRate = offeredRate - rate
    rateRoot = rate.squareRoot()
    utilisation = rate * busyPerRate
  }

  /// Whether all tasks are alike, all requests theirs, and waits ordinary.
  @inline(__always)
  var isUsual: Bool {
    mutating get {
      groups.count == 1 && receivers > 0 && unreachableRate == 0
        && isOrdinary(groups[0], utilisation: utilisation)
    }
  }

  /// `flow(seconds:)` where that is so.
  @inline(__always)
  mutating func flowUsually(seconds: Double) {
    let arrived = rate * seconds
    let before = groups[0].wait
    let wait = WaitFlow.step(
      before, utilisation: utilisation, push: curve.push(utilisation), seconds: seconds)
    groups[0].wait = wait
    let latency = arrived * (wait + openRest)
    requests += arrived
    minute.measured += arrived
    minute.latencySeconds += latency
    if hasLatencies { minute.addOrdinary(arrived, wait: wait, table: table) }
    let noisy = rateRoot * seconds
    add(
      FlowSums(
        requests: arrived + noise.requests * noisy, latencySeconds: latency,
        work: capacity * (utilisation * seconds - (wait - before))
          + noise.work * noisy * serviceMean,
        runningSeconds: running * seconds, receivingSeconds: Double(receivers) * seconds))
  }

  /// The flow at a constant rate with constant tasks.
  private mutating func flow(seconds: Double) {
    if isUsual { return flowUsually(seconds: seconds) }
    let latencyBefore = minute.latencySeconds
    let arrived = rate * seconds
    var sums = FlowSums(requests: arrived, runningSeconds: running * seconds)
    if unreachableRate > 0 {
      sums.requests += unreachableRate * seconds
      minute.addUnreachable(unreachableRate * seconds, seconds: model.limits.connect)
    }
    requests += sums.requests
    if receivers > 0 {
      sums.receivingSeconds = Double(receivers) * seconds
      sums.requests += noise.requests * rateRoot * seconds
      sums.work = work(seconds: seconds)
    } else {
      minute.unavailable += arrived
      for index in groups.indices {
        sums.work += fineFlow(index, utilisation: 0, seconds: seconds)
      }
    }
    sums.latencySeconds = minute.latencySeconds - latencyBefore
    add(sums)
  }

  /// - Returns: server-seconds of work done by all groups, with its noise.
  private mutating func work(seconds: Double) -> Double {
    var work = 0.0
    var busy = 0.0
    for index in groups.indices {
      let done = flow(
        index, utilisation: groups[index].receives ? utilisation : 0, seconds: seconds)
      work += done
      if groups[index].receives { busy += done }
    }
    // Where no server is ever idle the work done cannot vary.
    var share = 1.0
    if utilisation > Self.ordinaryUtilisation {
      let idle = 1 - busy / (capacity * seconds)
      share = min(1, max(0, idle / (1 - Self.ordinaryUtilisation)))
    }
    return work + share * noise.work * rateRoot * seconds * serviceMean
  }

  @inline(__always)
  private mutating func isOrdinary(_ group: FluidGroup, utilisation: Double) -> Bool {
    group.backlog == 0 && utilisation <= Self.ordinaryUtilisation
      && group.wait <= ordinaryWait && !hasQueueLimit
  }

  /// - Returns: server-seconds of work done by the group.
  private mutating func flow(_ index: Int, utilisation: Double, seconds: Double) -> Double {
    guard isOrdinary(groups[index], utilisation: utilisation) else {
      return fineFlow(index, utilisation: utilisation, seconds: seconds)
    }
    return ordinaryFlow(index, utilisation: utilisation, seconds: seconds)
  }

  /// - Returns: server-seconds of work done by the group.
  @inline(__always)
  private mutating func ordinaryFlow(
    _ index: Int, utilisation: Double, seconds: Double
  ) -> Double {
    let group = groups[index]
    let wait = WaitFlow.step(
      group.wait, utilisation: utilisation, push: curve.push(utilisation),
      seconds: seconds)
    groups[index].wait = wait
    let capacity = Double(group.tasks) * servers
    if group.receives {
      let weight = rate * seconds * Double(group.tasks) / Double(receivers)
      minute.measured += weight
      minute.latencySeconds += weight * (wait + openRest)
      if hasLatencies { minute.addOrdinary(weight, wait: wait, table: table) }
    }
    return capacity * (utilisation * seconds - (wait - group.wait))
  }

  /// The same in short steps, with backlogs, bounded queues and requests that are given up.
  @inline(never)
  private mutating func fineFlow(_ index: Int, utilisation: Double, seconds: Double) -> Double {
    let steps = max(1, (seconds / Self.fineStep).rounded(.up))
    let length = seconds / steps
    var done = 0.0
    for _ in 0..<Int(steps) {
      done += fineStep(index, utilisation: utilisation, seconds: length)
    }
    return done
  }

  private mutating func fineStep(_ index: Int, utilisation: Double, seconds: Double) -> Double {
    let group = groups[index]
    let push = utilisation > 0 ? curve.push(utilisation) : 0
    var wait = WaitFlow.step(
      group.wait, utilisation: utilisation, push: push, seconds: seconds)
    var backlog = min(wait, max(0, group.backlog + (utilisation - 1) * seconds))
    var refused = 0.0
    if let places = model.configuration.backlog, utilisation > 0 {
      let bounded = BoundedQueue(
        places: places, utilisation: utilisation, push: push, waiting: curve.waiting)
      wait = min(wait, bounded.meanWait)
      backlog = 0
      // What fills the queue is not turned away.
      refused = max(0, bounded.overflow - max(0, wait - group.wait) / seconds)
    }
    groups[index].wait = wait
    groups[index].backlog = backlog
    if group.receives, rate > 0 {
      let arrived = rate * seconds * Double(group.tasks) / Double(receivers)
      let weight = refused > 0 ? arrived * (1 - refused / utilisation) : arrived
      let meanWait = (group.wait + wait) / 2
      let meanBacklog = (group.backlog + backlog) / 2
      minute.unavailable += arrived - weight
      minute.measured += weight
      minute.latencySeconds +=
        weight * model.openTime.seconds(wait: meanWait, backlog: meanBacklog)
      if hasLatencies { minute.add(weight, wait: meanWait, backlog: meanBacklog, table: table) }
    }
    let used = (utilisation - refused) * seconds - (wait - group.wait)
    return max(0, min(seconds, used)) * Double(group.tasks) * servers
  }
}
