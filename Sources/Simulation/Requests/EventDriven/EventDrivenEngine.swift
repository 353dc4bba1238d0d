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

  package init(_ configuration: ServiceConfiguration) {
    self.configuration = configuration
    limits = RequestLimits(configuration)
    deadlines = RequestDeadlines(limit: limits.giveUp)
    connections = RequestDeadlines(limit: limits.connect)
    goesToLeastOutstanding = configuration.routing == .leastOutstandingRequests
  }

  package mutating func start(_ slot: Int, at now: Double) {
    let work = TaskWork(configuration, start: now)
    guard slot < works.count else {
      works.append(work)
      outstanding.append(0)
      return
    }
    works[slot] = work
    outstanding[slot] = 0
  }

  package mutating func stop(_ slot: Int, front: inout RequestFront) -> Double {
    let lost = works[slot].backlog(at: front.now)
    for request in works[slot].requests.sorted() { cutOff(request, front: &front) }
    works[slot] = TaskWork(configuration, start: front.now)
    changes.set(slot, to: .infinity)
    return lost
  }

  package mutating func finish(front: inout RequestFront) {
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
    let idle = min(works[slot].idleTime(after: front.now), 9e9)
    let time = SimTime(seconds: idle)
    return time.inSeconds < idle ? SimTime(nanoseconds: time.nanoseconds + 1) : time
  }

  package mutating func closeMinute(at now: Double) -> Double {
    let open = requestSeconds(at: now)
    defer { openAtMinute = open }
    return (open - openAtMinute) / 60
  }

  package func openSeconds(front: borrowing RequestFront) -> Double {
    requestSeconds(at: front.now)
  }

  package func requestSeconds(at now: Double) -> Double {
    openSeconds + Double(open) * max(0, now - openSince)
  }
}
