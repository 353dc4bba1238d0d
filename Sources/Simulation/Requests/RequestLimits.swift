internal import Units

/// The ages at which something happens to a request, in seconds.
struct RequestLimits {
  /// The load balancer gives up a target that does not accept connections after this long: 504
  /// (aws-autoscaling reference section 8).
  static let connectTimeout = 10.0

  /// The client gives up: 460.
  let client: Double
  /// The load balancer gives up: 504.
  let loadBalancer: Double
  /// Younger requests cannot be cut off by a task being stopped.
  var stop: Double
  /// Latencies up to this one need no second look.
  var ordinary: Double

  init(_ configuration: ServiceConfiguration) {
    client = configuration.timeouts.client?.inSeconds ?? .infinity
    loadBalancer = configuration.timeouts.loadBalancerIdle.inSeconds
    let lifeCycle = configuration.lifeCycle
    var time = lifeCycle.deregistrationDelay + lifeCycle.stopTimeout
    if let spot = configuration.spotInUse {
      time = min(time, spot.deregistrationToSIGTERM.lowerBound + lifeCycle.stopTimeout)
    }
    stop = time.inSeconds
    ordinary = min(client, loadBalancer, stop)
  }

  /// The same, with a look at every request.
  var watching: RequestLimits {
    var limits = self
    limits.stop = -1
    limits.ordinary = -1
    return limits
  }

  /// The age at which somebody gives up, in seconds, and whether that is the client.
  var giveUp: Double { min(client, loadBalancer) }
  var isClientFirst: Bool { client <= loadBalancer }
  /// The same of a request to a task that is gone.
  var connect: Double { min(client, Self.connectTimeout) }
  var isClientFirstToConnect: Bool { client <= Self.connectTimeout }

  /// How a request ends at the age of `giveUp`, and one to a task that is gone at that of `connect`.
  var giveUpOutcome: RequestOutcome { isClientFirst ? .clientTimeout : .gatewayTimeout }
  var connectOutcome: RequestOutcome { isClientFirstToConnect ? .clientTimeout : .gatewayTimeout }

  /// When and how a request ends that would be answered after this latency.
  func outcome(latency: Double) -> (seconds: Double, outcome: RequestOutcome) {
    latency > giveUp ? (giveUp, giveUpOutcome) : (latency, .served)
  }
}
