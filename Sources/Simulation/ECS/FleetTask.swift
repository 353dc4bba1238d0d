internal import Units

/// One task of a service, from its launch until it has stopped.
///
/// Phases follow ECS: PROVISIONING and PENDING are `starting`, RUNNING is `running` or `healthy`,
/// DEACTIVATING and STOPPING are `draining` (aws-autoscaling reference section 5).
struct FleetTask {
  enum Phase {
    case starting
    /// RUNNING, but the load balancer does not send requests yet.
    case running
    case healthy
    case draining
  }

  let id: TaskID
  let provider: CapacityProviderStrategyItem.Provider
  /// Start of the image pull, from which AWS bills.
  var billedFrom: SimTime
  var phase: Phase
  /// Of the task definition that it runs.
  var revision = 0
  /// Place among the run's zones.
  var zone = 0
  /// ECS has chosen it for stopping; a running task serves on until it is deregistered.
  var isStopping = false
  /// Spot has asked for its capacity back.
  var isInterrupted = false
  /// Its zone is gone; nobody has noticed yet.
  var isLost = false
  /// Until when it is protected from scale-in.
  var protectedUntil: SimTime?
  /// Launches that found no capacity, or ended before RUNNING.
  var failedLaunches = 0
  /// The last of them found no Spot capacity.
  var isWaitingForSpot = false
  /// When it was RUNNING first.
  var runningSince = SimTime.start
  /// The load balancer has reported that it fails its checks.
  var isUnhealthy = false

  /// ECS stops it once a healthy one has taken its place.
  var isBeingReplaced = false

  /// Whether ECS reports it in the service's running count.
  var isRunning: Bool { phase == .running || phase == .healthy }
  /// Whether it passes its checks.
  var isHealthy: Bool { phase == .healthy && !isUnhealthy }
  /// Whether it serves and is to stay, or is on its way out: in neither case is a steady service
  /// waited for.
  var isSettled: Bool { phase == .healthy ? isWanted : phase == .draining }
  /// Whether ECS counts on it to stay.
  var isKept: Bool { isWanted && !isBeingReplaced }
  /// Whether it counts towards the desired count.
  var isWanted: Bool { phase != .draining && !isStopping }
}

extension SimTime {
  /// Later than any run ends.
  static let distantFuture = SimTime(nanoseconds: .max)
}
