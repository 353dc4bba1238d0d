package import Units

/// First come, first served, by the recursion of Kiefer and Wolfowitz.
///
/// Between two control events the set of tasks is constant, so a request's start and end follow
/// from the instants at which the servers of its task become free: no event a request, no
/// allocation. Requests go round robin over the healthy tasks; each task works first come, first
/// served on its own servers.
package struct FIFOEngine: RequestEngine, ~Copyable {
  var servers: ServerTimes
  var census = RequestCensus()
  var overdue = OverdueRequests()
  var limits: RequestLimits
  /// Start instants of the last `backlog` requests of each slot; empty without a limit.
  var backlogRing: BacklogRing?
  private let ordinaryLimits: RequestLimits

  package init(_ configuration: ServiceConfiguration) {
    servers = ServerTimes(servers: configuration.serversPerTask)
    ordinaryLimits = RequestLimits(configuration)
    limits = ordinaryLimits
    backlogRing = configuration.backlog.map { BacklogRing(limit: $0) }
  }

  package mutating func start(_ slot: Int, at now: Double) {
    servers.start(slot, now: now)
    backlogRing?.clear(slot: slot)
  }

  package mutating func stop(_ slot: Int, front: inout RequestFront) -> Double {
    let lost = servers.backlog(of: slot, now: front.now)
    for entry in overdue.unresolved(in: slot, at: front.now) {
      front.minutes.recountCutOff(entry.outcome, in: entry.minute)
      if let request = entry.request {
        front.learnCutOff(request, countedAs: entry.outcome)
      }
    }
    servers.stop(slot)
    return lost
  }

  package mutating func serve(before end: Double, front: inout RequestFront) {
    if servesInOrder(front) {
      let assigned = serveInOrder(before: end, front: &front)
      front.meters.assign(assigned)
      return
    }
    while true {
      let requests = front.block.take(before: end)
      if requests.isEmpty { break }
      front.arrive(requests.count)
      let assigned = serveRun(requests, front: &front)
      front.meters.assign(assigned)
    }
  }

  /// Whether what becomes of one request decides another.
  private func servesInOrder(_ front: borrowing RequestFront) -> Bool {
    backlogRing != nil || front.hasFollowUps || front.targets.isRamping || !front.cold.isEmpty
      || !front.targets.unreachable.isEmpty
  }

  package mutating func watchRequests(_ isWatching: Bool) {
    limits = isWatching ? ordinaryLimits.watching : ordinaryLimits
  }

  package func backlog(at now: Double) -> Double { servers.totalBacklog(now: now) }

  package func backlog(of slot: Int, at now: Double) -> Double {
    servers.backlog(of: slot, now: now)
  }

  package func answerTime(ofCheckIn slot: Int, front: borrowing RequestFront) -> Double {
    servers.firstFree(of: slot)
  }

  package func idleTime(of slot: Int, front: borrowing RequestFront) -> SimTime {
    let end =
      if let wait = front.block.constantWait {
        servers.lastFree(of: slot) + wait
      } else {
        servers.lastEnd[slot]
      }
    return SimTime(seconds: max(front.now, end))
  }

  package mutating func closeMinute(front: borrowing RequestFront) -> Double {
    census.close()
  }

  /// The latencies of all requests that have arrived.
  package func openSeconds(front: borrowing RequestFront) -> Double { front.minutes.openSeconds }

  package func requestSeconds(at now: Double) -> Double { census.total }
}
