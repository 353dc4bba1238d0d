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

  /// - Returns: when the load balancer or the client has given up.
  func failToConnect() -> Double {
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
