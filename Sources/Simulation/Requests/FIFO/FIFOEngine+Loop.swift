internal import Kernel

// The request loop. Everything per request happens in the innermost functions here and in those of
// `RequestBlock` and `LatencyHistogram`, so there are no existentials, closures, reference counts or
// allocations, and rare cases are found out for a block as a whole.
extension RequestPlane {
  /// Serves a run of requests with the present rotation.
  ///
  /// - Returns: server-seconds assigned.
  func serveRun(_ requests: Range<Int>) -> Double {
    minuteTotals.offered += Int64(requests.count)
    guard !targets.rotation.isEmpty else {
      minuteTotals.errors.unavailable += Int64(requests.count)
      return 0
    }
    switch slots.servers {
    case 1: fillLatencies(of: requests, OneServer.self)
    case 2: fillLatencies(of: requests, TwoServers.self)
    default: fillLatencies(of: requests, ManyServers.self)
    }
    let assigned = account(requests)
    targets.turn = (targets.turn + requests.count) % targets.rotation.count
    return assigned
  }

  /// Fills the latencies of `requests`, by groups of up to four tasks that follow each other in the
  /// rotation: request i of the run goes to task i mod n, so each group takes its share in strides.
  private func fillLatencies<Servers: TaskServers>(
    of requests: Range<Int>, _ kind: Servers.Type
  ) {
    let (rotation, turn) = (targets.rotation, targets.turn)
    let tasks = min(rotation.count, requests.count)
    var lanes = TaskLanes(
      free: slots.free, servers: slots.servers, slots: SIMD4(repeating: 0),
      scratch: slots.scratch)
    for first in stride(from: 0, to: tasks, by: 4) {
      let count = min(4, tasks - first)
      for lane in 0..<4 {
        lanes.slots[lane] = rotation[(turn + first + (lane < count ? lane : 0)) % rotation.count]
      }
      let part = requests.lowerBound + first..<requests.upperBound
      switch count {
      case 1: serveGroup(part, at: lanes, kind, count: 1)
      case 2: serveGroup(part, at: lanes, kind, count: 2)
      case 3: serveGroup(part, at: lanes, kind, count: 3)
      default: serveGroup(part, at: lanes, kind, count: 4)
      }
    }
  }

  /// Works off the requests of one group of `count` tasks, compiled with and without single waits.
  @inline(__always)
  private func serveGroup<Servers: TaskServers>(
    _ requests: Range<Int>, at lanes: TaskLanes, _ kind: Servers.Type, count: Int
  ) {
    if block.constantWait == nil {
      runLanes(lanes, over: requests, kind, count: count, hasWaits: true)
    } else {
      runLanes(lanes, over: requests, kind, count: count, hasWaits: false)
    }
  }

  /// Works off every n-th group of `count` requests from the first of `requests` on.
  @inline(__always)
  private func runLanes<Servers: TaskServers>(
    _ lanes: TaskLanes, over requests: Range<Int>, _ kind: Servers.Type, count: Int, hasWaits: Bool
  ) {
    let arrivals = UnsafeRawPointer(block.arrivals)
    let service = UnsafeRawPointer(block.service)
    let waits = UnsafeRawPointer(block.waits)
    let latencies = block.latencies
    let constantWait = block.constantWait ?? 0
    let step = targets.rotation.count
    let lastEnd = slots.lastEnd
    var servers = Servers(lanes)
    var last = SIMD4<Double>()

    @inline(__always)
    func latency(of index: Int) -> SIMD4<Double> {
      let offset = index &* 8
      let arrival = arrivals.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
      let demand = service.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
      let end = servers.serviceEnds(arrival: arrival, service: demand)
      var latency = end - arrival + constantWait
      if hasWaits {
        latency += waits.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
        last = (arrival + latency).greatest(last)
      }
      return latency
    }

    var index = requests.lowerBound
    while index &+ count <= requests.upperBound {
      let latency = latency(of: index)
      for lane in 0..<count { latencies[index &+ lane] = latency[lane] }
      index &+= step
    }
    servers.store(to: lanes, count: count)
    if hasWaits {
      for lane in 0..<count {
        lastEnd[lanes.slots[lane]] = max(lastEnd[lanes.slots[lane]], last[lane])
      }
    }
    // The run may end inside a group: what the lanes beyond it computed is not stored.
    let left = requests.upperBound - index
    guard left > 0 else { return }
    last = SIMD4()
    let rest = latency(of: index)
    for lane in 0..<left { latencies[index &+ lane] = rest[lane] }
    servers.store(to: lanes, count: left)
    if hasWaits {
      for lane in 0..<left {
        lastEnd[lanes.slots[lane]] = max(lastEnd[lanes.slots[lane]], last[lane])
      }
    }
  }

  /// Counts the latencies of `requests`.
  ///
  /// - Returns: server-seconds assigned.
  private func account(_ requests: Range<Int>) -> Double {
    let first = block.latencies + requests.lowerBound
    var sums = BlockSums(
      latencies: first, service: block.service + requests.lowerBound, count: requests.count)
    if sums.highest > limits.ordinary {
      resolveOverdue(requests)
      sums.readLatencies(first, count: requests.count)
    }
    minuteTotals.measured += Int64(requests.count)
    minuteTotals.latencySeconds += sums.latency
    minuteTotals.longest = max(minuteTotals.longest, sums.highest)
    census.add(
      arrivals: block.arrivals + requests.lowerBound, latencies: first, count: requests.count,
      sum: sums.latency, highest: sums.highest)
    minuteHistogram.record(first, count: requests.count, within: sums.lowest...sums.highest)
    return sums.service
  }

  /// Caps the latencies of requests that somebody gives up on.
  private func resolveOverdue(_ requests: Range<Int>) {
    let (rotation, turn) = (targets.rotation, targets.turn)
    for index in requests where block.latencies[index] > limits.ordinary {
      let place = (turn + index - requests.lowerBound) % rotation.count
      block.latencies[index] = resolveOverdue(
        arrival: block.arrivals[index], latency: block.latencies[index], slot: rotation[place])
    }
  }

  /// Counts a request that somebody gives up on, or that outlives the time a task gets to drain.
  ///
  /// - Returns: the latency as the client sees it.
  func resolveOverdue(arrival: Double, latency: Double, slot: Int) -> Double {
    let (seconds, counted) = limits.outcome(latency: latency)
    count(counted, adding: 1)
    if seconds > limits.stop {
      let entry = OverdueRequests.Entry(
        minute: minutes.count, resolved: arrival + seconds, counted: counted)
      overdue.add(entry, slot: slot, now: arrival)
    }
    return seconds
  }
}
