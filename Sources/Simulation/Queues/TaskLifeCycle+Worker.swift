internal import Units

extension TaskLifeCycle {
  /// Makes it that of a task without a load balancer.
  ///
  /// It takes messages once its application runs, nobody checks it, and SIGTERM comes as soon as ECS
  /// stops it.
  package mutating func leaveLoadBalancer() {
    healthyThreshold = 0
    initialChecks = nil
    unhealthyThreshold = 0
    slowStart = .zero
    runningToRegistered = .zero
    stopToDeregister = .zero
    deregistrationDelay = .zero
  }
}
