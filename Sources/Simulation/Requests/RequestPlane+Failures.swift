internal import Kernel

// Tasks that are gone without a warning, while the load balancer still sends requests to them.
extension RequestPlane {
  /// The load balancer gives up a target that does not accept connections after this long: 504
  /// (aws-autoscaling reference section 8).
  static let connectTimeout = 10.0
  /// What stands in the rotation for a target that is gone.
  static let unreachableSlot = -1

  package func taskFailed(_ task: TaskID) {
    guard let slot = slots.slot(of: task) else { return }
    let receives = rotation.contains(slot)
    taskStopped(task)
    guard receives else { return }
    unreachable.append(task)
    updateRotation()
  }

  package func watchRequests(_ isWatching: Bool) {
    limits = isWatching ? RequestLimits(configuration).watching : RequestLimits(configuration)
  }

  /// Serves a run of requests one by one, those that go to an unreachable target in vain.
  ///
  /// - Returns: server-seconds assigned.
  func serveWithFailures(_ requests: Range<Int>) -> Double {
    var ring = backlogRing.take()
    defer { backlogRing = ring }
    var assigned = 0.0
    for index in requests {
      let arrival = block.arrivals[index]
      let slot = rotation[turn]
      turn = turn + 1 == rotation.count ? 0 : turn + 1
      var latency: Double
      if slot == Self.unreachableSlot {
        latency = failToConnect()
      } else if ring?.isFull(slot: slot, at: arrival) == true {
        minuteTotals.errors.unavailable += 1
        continue
      } else {
        let service = block.service[index]
        let (start, end) = slots.assign(arrival: arrival, service: service, slot: slot)
        ring?.push(start: start, slot: slot)
        assigned += service
        latency = end - arrival + (block.constantWait ?? block.waits[index])
        slots.lastEnd[slot] = max(slots.lastEnd[slot], arrival + latency)
        if latency > limits.ordinary {
          latency = resolveOverdue(arrival: arrival, latency: latency, slot: slot)
        }
      }
      minuteTotals.measured += 1
      minuteTotals.latencySeconds += latency
      minuteHistogram.record(latency)
    }
    return assigned
  }

  /// - Returns: when the load balancer or the client has given up.
  private func failToConnect() -> Double {
    if limits.client <= Self.connectTimeout {
      minuteTotals.errors.clientTimeout += 1
      return limits.client
    }
    minuteTotals.errors.gatewayTimeout += 1
    return Self.connectTimeout
  }
}

extension RequestLimits {
  /// The same, with a look at every request.
  var watching: RequestLimits {
    var limits = self
    limits.stop = -1
    limits.ordinary = -1
    return limits
  }
}
