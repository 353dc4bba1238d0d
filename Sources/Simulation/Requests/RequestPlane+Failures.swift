internal import Kernel

// Tasks that are gone without a warning, while the load balancer still sends requests to them.
extension RequestPlane {
  package func taskFailed(_ task: TaskID) {
    guard let slot = slots.slot(of: task) else { return }
    let receives = targets.rotation.contains(slot)
    taskStopped(task)
    guard receives else { return }
    targets.lose(task)
  }

  package func watchRequests(_ isWatching: Bool) {
    limits = isWatching ? RequestLimits(configuration).watching : RequestLimits(configuration)
  }

  /// - Returns: when the load balancer or the client has given up.
  func failToConnect() -> Double {
    if limits.client <= RequestLimits.connectTimeout {
      minuteTotals.errors.clientTimeout += 1
      return limits.client
    }
    minuteTotals.errors.gatewayTimeout += 1
    return RequestLimits.connectTimeout
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
