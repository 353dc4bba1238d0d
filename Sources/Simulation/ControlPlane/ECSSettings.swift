internal import Units

/// An ECS service as it is defined, and how long its tasks' steps take.
struct ECSSettings {
  let initialTasks: Int
  let size: TaskSize
  let placement: PlacementSettings
  let start: TaskStartSettings
  let health: HealthCheckSettings
  /// From RUNNING; ECS stops no unhealthy task before.
  let gracePeriod: SimDuration
  /// From RUNNING until requests could be answered, and to the last check that a new target needs.
  let timeToAnswer: SimDuration
  let timeToHealthy: SimDuration
  /// From RUNNING until the target is registered, and until the application answers.
  let runningToRegistered: SimDuration
  let applicationBoot: SimDuration
  let slowStart: SimDuration
  /// Whether slow starts are followed and checks come at each interval, as at request level.
  let isExact: Bool
  let deregistrationDelay: SimDuration
  let stopTimeout: SimDuration
  /// From "stopped a task" to its target being deregistered.
  let stopToDeregister: SimDuration
  /// From the new desired count to ECS starting or stopping tasks.
  let activityToTask: ClosedRange<SimDuration>
  /// Most tasks at a time as a share of the desired count, while some are replaced.
  let maximumPercent: Int
  let stopsAnyTask: Bool
  let scaleInProtection: ScaleInProtection?
  let rebalancesZones: Bool
  let deployments: [Deployment]
  let desiredCountChanges: [DesiredCountChange]
  let zoneOutages: [ZoneOutage]
  /// When a request that arrives now has been answered or given up at the latest.
  let longestRequest: SimDuration
  /// What else happens to tasks and deployments.
  let behaviors: [any ServiceBehavior]
  /// Whether the running count is kept with its instants, as for a replay.
  let keepsRunningChanges: Bool

  init(
    _ configuration: ServiceConfiguration, key: RunKey, isExact: Bool, keepsRunningChanges: Bool
  ) {
    let times = configuration.lifeCycle
    initialTasks = configuration.initialTasks
    size = TaskSize(configuration)
    placement = PlacementSettings(configuration)
    start = TaskStartSettings(times)
    health = HealthCheckSettings(times)
    gracePeriod = times.gracePeriod
    timeToAnswer = times.timeToAnswer
    timeToHealthy = times.timeToHealthy
    runningToRegistered = times.runningToRegistered
    applicationBoot = times.applicationBoot
    slowStart = times.slowStart
    self.isExact = isExact
    deregistrationDelay = times.deregistrationDelay
    stopTimeout = times.stopTimeout
    stopToDeregister = times.stopToDeregister
    activityToTask = times.activityToTask
    maximumPercent = configuration.maximumPercent
    stopsAnyTask = times.stopsAnyTask
    scaleInProtection = configuration.scaleInProtection
    rebalancesZones = configuration.rebalancesZones
    deployments = configuration.deployments
    desiredCountChanges = configuration.desiredCountChanges
    zoneOutages = configuration.zoneOutages
    let timeouts = configuration.timeouts
    longestRequest = min(
      timeouts.client ?? timeouts.loadBalancerIdle, timeouts.loadBalancerIdle)
    behaviors = ServiceBehaviors.of(
      configuration,
      BehaviorContext(configuration, seed: key.seed, replication: key.replication))
    self.keepsRunningChanges = keepsRunningChanges
  }
}

/// From a task's launch until it is RUNNING.
struct TaskStartSettings {
  /// Network interface and placement, before the image pull.
  let provisioning: SimDuration
  let imageMB: Double
  let pullSecondsPerMB: Double
  /// Of a lognormal factor on provisioning and pull.
  let sigma: Double
  let failures: [StartFailures]
  /// What a new task does for its start from RUNNING on; `nil` for nothing.
  let boot: BootLoad?

  init(_ times: TaskLifeCycle) {
    provisioning = times.provisioning
    imageMB = times.imageMB
    pullSecondsPerMB = times.pullSecondsPerMB
    sigma = times.startSigma
    failures = times.startFailures
    boot = times.bootLoad
  }
}
