package import Units

/// The times of a task's life (aws-autoscaling reference sections 5 and 11).
package struct TaskLifeCycle: Sendable, Hashable {
  /// ENI and scheduling, before the image pull; billed time starts at its end.
  package var provisioning: SimDuration = SimDuration(seconds: 17.4)
  package var imageMB: Double = 100
  /// Seconds of image pull for each compressed megabyte.
  package var pullSecondsPerMB: Double = 0.048
  /// Spread of provisioning and pull: sigma of a lognormal factor with median one; 0 for none.
  package var startSigma: Double = 0.18
  /// From container start until the application answers.
  package var applicationBoot: SimDuration = .seconds(5)
  /// Share of its CPU that a task uses for that time, 0 to 1.
  package var bootCPU: Double = 0
  /// The first requests of a new task that cost more than others; `nil` for none.
  package var coldRequests: ColdRequests?
  package var healthCheckInterval: SimDuration = .seconds(30)
  /// Checks passed before the load balancer sends requests again to a target that was unhealthy, and
  /// to a new one where `initialChecks` says nothing else; 0 for a new one: at once.
  package var healthyThreshold: Int = 5
  /// Checks that a new target passes before requests come; `nil` for `healthyThreshold`.
  package var initialChecks: Int?
  /// Checks failed in a row until the target is unhealthy, and how long one may take.
  package var unhealthyThreshold: Int = 2
  package var healthCheckTimeout: SimDuration = .seconds(5)
  /// From RUNNING; ECS stops no unhealthy task before (`healthCheckGracePeriodSeconds`).
  package var gracePeriod: SimDuration = .zero
  /// Time in which a new target's share of the requests grows from nothing to its full part.
  package var slowStart: SimDuration = .zero
  /// Whether scale-in stops any task of the fullest zone, as documented, or its newest, as recorded once
  /// (aws-autoscaling reference section 5.4).
  package var stopsAnyTask = false
  package var deregistrationDelay: SimDuration = .seconds(300)
  package var stopTimeout: SimDuration = .seconds(30)
  /// From the alarm's action to the new desired count.
  package var alarmToActivity: SimDuration = .milliseconds(200)
  /// From the new desired count to ECS starting or stopping tasks: uniform between the bounds.
  package var activityToTask: ClosedRange<SimDuration> = .seconds(3)...(.seconds(6))
  /// How late a scheduled action starts: uniform between the bounds.
  package var scheduleToActivity: ClosedRange<SimDuration> = .zero...(.seconds(30))
  package var startFailures: [StartFailures] = []
  /// From a task that failed before RUNNING to its next start.
  ///
  /// The first, doubled with each failure up to the last; AWS states the last only.
  package var restartDelay: ClosedRange<SimDuration> = .seconds(10)...(.minutes(15))
  /// From RUNNING until the target is registered and its checks begin: what the recorded case C1 has
  /// between both beyond the start-up times of section 5.1.
  package var runningToRegistered: SimDuration = .milliseconds(2500)
  /// From "stopped a task" to its target being deregistered.
  package var stopToDeregister: SimDuration = .seconds(10)
  /// From ECS's steady state to the activity being successful: uniform between the bounds.
  package var steadyToSuccess: ClosedRange<SimDuration> = .seconds(17)...(.seconds(19))
  /// From the new desired count until an activity whose service is not steady is given up; AWS does
  /// not say how long.
  package var activityTimeout: SimDuration = .hours(1)

  package init() {}
}

extension TaskLifeCycle {
  /// From RUNNING until requests could be answered: the target is registered, the application there.
  var timeToAnswer: SimDuration { max(runningToRegistered, applicationBoot) }

  /// What a new task does for its start; `nil` for nothing.
  var bootLoad: BootLoad? {
    guard bootCPU > 0 || coldRequests != nil else { return nil }
    return BootLoad(cpu: bootCPU, duration: applicationBoot, coldRequests: coldRequests)
  }

  /// From a new desired count to its tasks being healthy, without the spread of start-up.
  var usualStart: SimDuration {
    let pull = SimDuration(seconds: imageMB * pullSecondsPerMB)
    return activityToTask.upperBound + provisioning + pull + timeToHealthy
  }

  /// From RUNNING to the last check that a new target needs.
  ///
  /// Checks come every interval after registration and fail until the application answers
  /// (aws-autoscaling reference section 5.3).
  package var timeToHealthy: SimDuration {
    let interval = healthCheckInterval
    let checks = initialChecks ?? healthyThreshold
    guard healthyThreshold > 0, interval > .zero else { return applicationBoot }
    let boot = (applicationBoot - runningToRegistered).nanoseconds
    let firstPassed = max(1, boot.ceilingDivided(by: interval.nanoseconds))
    return runningToRegistered + interval * (firstPassed + Int64(checks) - 1)
  }
}
