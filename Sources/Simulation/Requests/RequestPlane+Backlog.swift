internal import Kernel

extension RequestPlane {
  /// Serves a run of requests with a bounded queue in each task, for services that set `backlog`:
  /// whether a request is taken depends on those before it, so they go one by one.
  ///
  /// - Returns: server-seconds assigned.
  func serveWithBacklog(_ requests: Range<Int>) -> Double {
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
      let (start, end) = slots.assign(
        arrival: arrival, service: block.service[index], slot: slot)
      ring.push(start: start, slot: slot)
      assigned += block.service[index]
      var latency = end - arrival + (block.constantWait ?? block.waits[index])
      slots.lastEnd[slot] = max(slots.lastEnd[slot], arrival + latency)
      if latency > limits.ordinary {
        latency = resolveOverdue(arrival: arrival, latency: latency, slot: slot)
      }
      minuteTotals.measured += 1
      minuteTotals.latencySeconds += latency
      minuteHistogram.record(latency)
    }
    return assigned
  }
}
