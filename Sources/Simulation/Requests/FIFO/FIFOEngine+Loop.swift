internal import Kernel

// The request loop. Everything per request happens in the innermost functions here and in those of
// `RequestBlock` and `LatencyHistogram`, so there are no existentials, closures, reference counts or
// allocations, and rare cases are found out for a block as a whole.
extension FIFOEngine {
  /// Serves a run of requests with the present rotation.
  ///
  /// - Returns: server-seconds assigned.
  mutating func serveRun(_ requests: Range<Int>, front: inout RequestFront) -> Double {
    guard !front.targets.rotation.isEmpty else {
      front.minutes.count(.unavailable, Int64(requests.count))
      return 0
    }
    switch servers.servers {
    case 1: fillLatencies(of: requests, OneServer.self, front)
    case 2: fillLatencies(of: requests, TwoServers.self, front)
    default: fillLatencies(of: requests, ManyServers.self, front)
    }
    let assigned = account(requests, front: &front)
    if front.taskMeters != nil { assignToTasks(requests, front: &front) }
    front.targets.passTurns(requests.count)
    return assigned
  }

  /// Fills the latencies of `requests`, by groups of up to four tasks that follow each other in the
  /// rotation: request i of the run goes to task i mod n, so each group takes its share in strides.
  private func fillLatencies<Servers: TaskServers>(
    of requests: Range<Int>, _ kind: Servers.Type, _ front: borrowing RequestFront
  ) {
    let (rotation, turn) = (front.targets.rotation, front.targets.turn)
    let tasks = min(rotation.count, requests.count)
    var lanes = TaskLanes(
      free: servers.free, servers: servers.servers, slots: SIMD4(repeating: 0),
      scratch: servers.scratch)
    for first in stride(from: 0, to: tasks, by: 4) {
      let count = min(4, tasks - first)
      for lane in 0..<4 {
        lanes.slots[lane] = rotation[(turn + first + (lane < count ? lane : 0)) % rotation.count]
      }
      let part = requests.lowerBound + first..<requests.upperBound
      switch count {
      case 1: serveGroup(part, at: lanes, kind, front, count: 1)
      case 2: serveGroup(part, at: lanes, kind, front, count: 2)
      case 3: serveGroup(part, at: lanes, kind, front, count: 3)
      default: serveGroup(part, at: lanes, kind, front, count: 4)
      }
    }
  }

  /// Works off the requests of one group of `count` tasks, compiled with and without single waits.
  @inline(__always)
  private func serveGroup<Servers: TaskServers>(
    _ requests: Range<Int>, at lanes: TaskLanes, _ kind: Servers.Type,
    _ front: borrowing RequestFront, count: Int
  ) {
    if front.block.constantWait == nil {
      runLanes(lanes, over: requests, kind, front, count: count, hasWaits: true)
    } else {
      runLanes(lanes, over: requests, kind, front, count: count, hasWaits: false)
    }
  }

  /// Works off every n-th group of `count` requests from the first of `requests` on.
  @inline(__always)
  private func runLanes<Servers: TaskServers>(
    _ lanes: TaskLanes, over requests: Range<Int>, _ kind: Servers.Type,
    _ front: borrowing RequestFront, count: Int, hasWaits: Bool
  ) {
    let arrivals = UnsafeRawPointer(front.block.arrivals)
    let service = UnsafeRawPointer(front.block.service)
    let waits = UnsafeRawPointer(front.block.waits)
    let latencies = front.block.latencies
    let constantWait = front.block.constantWait ?? 0
    let step = front.targets.rotation.count
    let lastEnd = self.servers.lastEnd
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
  private mutating func account(_ requests: Range<Int>, front: inout RequestFront) -> Double {
    let first = front.block.latencies + requests.lowerBound
    var sums = BlockSums(
      latencies: first, service: front.block.service + requests.lowerBound, count: requests.count)
    if sums.highest > limits.ordinary {
      resolveOverdue(requests, front: &front)
      sums.readLatencies(first, count: requests.count)
    }
    front.minutes.record(first, count: requests.count, sums: sums)
    census.add(
      arrivals: front.block.arrivals + requests.lowerBound, latencies: first,
      count: requests.count, sum: sums.latency, highest: sums.highest)
    return sums.service
  }

  /// Counts the work of `requests` with their tasks, in a pass of its own.
  private func assignToTasks(_ requests: Range<Int>, front: inout RequestFront) {
    let rotation = front.targets.rotation
    var place = front.targets.turn % rotation.count
    for index in requests {
      front.taskMeters?.assign(front.block.service[index], to: rotation[place])
      place = place + 1 == rotation.count ? 0 : place + 1
    }
  }

  /// Caps the latencies of requests that somebody gives up on, and notes those that outlive the
  /// time that a task gets to drain.
  private mutating func resolveOverdue(_ requests: Range<Int>, front: inout RequestFront) {
    let (rotation, turn) = (front.targets.rotation, front.targets.turn)
    let (arrivals, latencies) = (front.block.arrivals, front.block.latencies)
    for index in requests where latencies[index] > limits.ordinary {
      let (seconds, outcome) = limits.outcome(latency: latencies[index])
      latencies[index] = seconds
      front.minutes.count(outcome, 1)
      guard seconds > limits.stop else { continue }
      overdue.add(
        OverdueRequests.Entry(
          minute: front.minutes.current, resolved: arrivals[index] + seconds, outcome: outcome),
        slot: rotation[(turn + index - requests.lowerBound) % rotation.count],
        now: arrivals[index])
    }
  }
}
