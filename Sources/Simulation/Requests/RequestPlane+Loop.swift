internal import Kernel

// The request loop. Everything per request happens here, so here are no existentials, closures,
// reference counts or allocations, and rare cases leave through one predictable branch.
extension RequestPlane {
  /// Serves a run of requests with the present rotation.
  ///
  /// - Returns: server-seconds assigned.
  func serve(_ requests: Range<Int>) -> Double {
    minuteTotals.offered += Int64(requests.count)
    guard !rotation.isEmpty else {
      minuteTotals.errors.unavailable += Int64(requests.count)
      return 0
    }
    if backlogRing != nil { return loopWithBacklog(requests) }
    switch slots.servers {
    case 1: return loop(requests, OneServer.self)
    case 2: return loop(requests, TwoServers.self)
    default: return loop(requests, ManyServers.self)
    }
  }

  @inline(__always)
  private func loop<Servers: TaskServers>(_ requests: Range<Int>, _ servers: Servers.Type)
    -> Double
  {
    block.constantWait == nil
      ? loop(requests, servers, hasWaits: true) : loop(requests, servers, hasWaits: false)
  }

  @inline(__always)
  private func loop<Servers: TaskServers>(
    _ requests: Range<Int>, _ servers: Servers.Type, hasWaits: Bool
  ) -> Double {
    let arrivals = block.arrivals
    let service = block.service
    let waits = block.waits
    let constantWait = block.constantWait ?? 0
    let serverCount = slots.servers
    let free = slots.free
    let lastEnd = slots.lastEnd
    let bins = minuteHistogram.bins
    let ordinary = limits.ordinary
    var turn = turn
    var assigned = 0.0
    var latencySum = 0.0
    var lowest = LogarithmicBins.count
    var highest = 0
    rotation.withUnsafeBufferPointer { rotation in
      for index in requests {
        let arrival = arrivals[index]
        let slot = rotation[turn]
        turn = turn &+ 1 == rotation.count ? 0 : turn &+ 1
        let (_, end) = Servers.assign(
          arrival: arrival, service: service[index], free: free + slot &* serverCount,
          servers: serverCount)
        assigned += service[index]
        var latency = end - arrival + constantWait
        if hasWaits {
          latency += waits[index]
          lastEnd[slot] = max(lastEnd[slot], arrival + latency)
        }
        if latency > ordinary {
          latency = resolveOverdue(arrival: arrival, latency: latency, slot: slot)
        }
        latencySum += latency
        let bin = LogarithmicBins.index(of: latency)
        bins[bin] &+= 1
        lowest = min(lowest, bin)
        highest = max(highest, bin)
      }
    }
    self.turn = turn
    record(count: requests.count, latencySum: latencySum, bins: lowest...max(lowest, highest))
    return assigned
  }

  /// The same loop with a bounded queue in each task, for services that set `backlog`.
  private func loopWithBacklog(_ requests: Range<Int>) -> Double {
    guard var ring = backlogRing.take() else { return 0 }
    defer { backlogRing = ring }
    var assigned = 0.0
    for index in requests {
      let arrival = block.arrivals[index]
      let slot = rotation[turn]
      turn = turn + 1 == rotation.count ? 0 : turn + 1
      if ring.isFull(slot: slot, at: arrival) {
        minuteTotals.errors.unavailable += 1
        continue
      }
      let (start, end) = ManyServers.assign(
        arrival: arrival, service: block.service[index],
        free: slots.free + slot * slots.servers, servers: slots.servers)
      ring.push(start: start, slot: slot)
      assigned += block.service[index]
      var latency = end - arrival + (block.constantWait ?? block.waits[index])
      slots.lastEnd[slot] = max(slots.lastEnd[slot], arrival + latency)
      if latency > limits.ordinary {
        latency = resolveOverdue(arrival: arrival, latency: latency, slot: slot)
      }
      let bin = LogarithmicBins.index(of: latency)
      minuteHistogram.bins[bin] &+= 1
      record(count: 1, latencySum: latency, bins: bin...bin)
    }
    return assigned
  }

  @inline(__always)
  private func record(count: Int, latencySum: Double, bins: ClosedRange<Int>) {
    minuteTotals.measured += Int64(count)
    minuteTotals.latencySeconds += latencySum
    minuteHistogram.include(bins, adding: UInt64(count))
  }

  /// Counts a request that somebody gives up on, or that outlives the time a task gets to drain.
  ///
  /// - Returns: the latency as the client sees it.
  @inline(never)
  private func resolveOverdue(arrival: Double, latency: Double, slot: Int) -> Double {
    let (seconds, counted) = limits.outcome(latency: latency)
    switch counted {
    case .served: break
    case .clientTimeout: minuteTotals.errors.clientTimeout += 1
    case .gatewayTimeout: minuteTotals.errors.gatewayTimeout += 1
    }
    if seconds > limits.stop {
      let entry = OverdueRequests.Entry(
        minute: minutes.count, resolved: arrival + seconds, counted: counted)
      overdue.add(entry, slot: slot, now: arrival)
    }
    return seconds
  }
}
