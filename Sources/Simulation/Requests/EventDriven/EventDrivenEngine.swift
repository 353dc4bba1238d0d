internal import Kernel
package import Units

/// Each request followed from its arrival to its answer, one event after another.
///
/// For services in which a request's end depends on those that come after it, or its target on those
/// in flight: processor sharing, a limit of requests that a task works on at once, least outstanding
/// requests. `FIFOEngine` serves the others, many times as fast; where both can, their results are
/// the same.
package struct EventDrivenEngine: RequestEngine, ~Copyable {
  private let configuration: ServiceConfiguration
  /// The work of each slot, and when it changes next.
  var works: [TaskWork] = []
  var changes = EarliestSlot()

  var requests = InFlightRequests()
  let limits: RequestLimits
  var deadlines: RequestDeadlines
  /// When somebody gives up on what is sent to targets that are gone.
  var connections: RequestDeadlines
  let goesToLeastOutstanding: Bool
  /// Requests in progress at the load balancer, by slot and of all.
  var outstanding: [Int] = []
  private var open = 0
  private var openSeconds = 0.0
  private var openSince = 0.0
  /// `openSeconds` when the minute began.
  private var openAtMinute = 0.0
  /// Work that stays with its task.
  let bindsWork: Bool
  var openConnections: OpenConnections
  var shares = TargetShares()
  private var hasBegun = false

  package init(_ configuration: ServiceConfiguration) {
    self.configuration = configuration
    limits = RequestLimits(configuration)
    deadlines = RequestDeadlines(limit: limits.giveUp)
    connections = RequestDeadlines(limit: limits.connect)
    goesToLeastOutstanding = configuration.routing == .leastOutstandingRequests
    bindsWork = configuration.bindsWork
    openConnections = OpenConnections(configuration)
  }

  package mutating func start(_ slot: Int, at now: Double) {
    let work = TaskWork(configuration, start: now)
    openConnections.start(slot)
    shares.start(slot)
    guard slot < works.count else {
      works.append(work)
      outstanding.append(0)
      return
    }
    works[slot] = work
    outstanding[slot] = 0
  }

  package mutating func stop(_ slot: Int, front: inout RequestFront) -> Double {
    let cut = openConnections.cutAll(slot, at: front.now)
    outstanding[slot] -= cut.count
    if bindsWork {
      shares.stop(slot, task: front.targets.pin(slot).task, connections: &openConnections)
    }
    let lost = works[slot].backlog(at: front.now)
    for request in works[slot].requests.sorted() { cutOff(request, front: &front) }
    works[slot] = TaskWork(configuration, start: front.now)
    changes.set(slot, to: .infinity)
    front.meters.assign(reconnect(cut, at: front.now, front: &front))
    return lost
  }

  package mutating func drain(_ slot: Int, at now: Double, delay: Double) {
    if bindsWork { openConnections.cutOff(slot, at: now + delay) }
  }

  /// Shares out the connections that were open before the period among its first targets.
  mutating func begin(front: inout RequestFront) {
    guard bindsWork, !hasBegun else { return }
    hasBegun = true
    for left in front.takeInitialConnections() {
      guard let slot = nextTarget(for: .none, at: front.now, front: &front),
        slot != TargetGroup.unreachableSlot
      else { return }
      outstanding[slot] += 1
      openConnections.open(slot, at: front.now, for: left, session: .none, isNew: false)
    }
    for slot in works.indices { updateShare(slot, at: front.now) }
  }

  package mutating func finish(front: inout RequestFront) {
    openConnections.end(at: front.now)
    var none = 0.0
    passEvents(until: .greatestFiniteMagnitude, assigned: &none, front: &front)
    front.pass(to: max(front.now, openSince))
  }

  /// One request more or less is in progress from `time` on.
  @inline(__always)
  mutating func changeOpen(by change: Int, at time: Double) {
    openSeconds += Double(open) * (time - openSince)
    openSince = time
    open += change
  }

  package func backlog(at now: Double) -> Double {
    works.reduce(0) { $0 + $1.backlog(at: now) }
  }

  package func backlog(of slot: Int, at now: Double) -> Double { works[slot].backlog(at: now) }

  /// A check is a small request: it waits as requests do, and shares a processor that is shared.
  package func answerTime(ofCheckIn slot: Int, front: borrowing RequestFront) -> Double {
    let service = configuration.discipline == .fifo ? 0 : front.block.meanService
    return works[slot].answerTime(ofService: service, at: front.now)
  }

  package func idleTime(of slot: Int, front: borrowing RequestFront) -> SimTime {
    // Not a hair before the last answer, which would be cut off with the task.
    let last = max(works[slot].idleTime(after: front.now), openConnections.lastEnd(slot))
    let idle = min(last, 9e9)
    let time = SimTime(seconds: idle)
    return time.inSeconds < idle ? SimTime(nanoseconds: time.nanoseconds + 1) : time
  }

  package mutating func closeMinute(front: borrowing RequestFront) -> Double {
    if bindsWork {
      shares.close(front.targets, connections: &openConnections)
      openConnections.closeMinute(at: front.now)
    }
    let open = openSeconds(front: front)
    defer { openAtMinute = open }
    return (open - openAtMinute) / 60
  }

  package func openSeconds(front: borrowing RequestFront) -> Double {
    // An open connection is a request in progress: it holds a task's memory as one does.
    requestSeconds(at: front.now) + openConnections.openSeconds(at: front.now)
  }

  package func requestSeconds(at now: Double) -> Double {
    openSeconds + Double(open) * max(0, now - openSince)
  }

  package func connections(of slot: Int) -> Int { openConnections.count(slot) }

  package func boundWork(front: borrowing RequestFront) -> BoundWork? {
    guard bindsWork else { return nil }
    var outcome = openConnections.outcome
    outcome.reconnections = front.reconnections
    return BoundWork(
      targets: shares.rows, openMilliseconds: openConnections.minutes,
      connections: configuration.connection == nil ? nil : outcome)
  }

  var reconnectsClients: Bool { configuration.connection?.reconnects ?? false }
}
