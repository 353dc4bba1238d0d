internal import Units

/// An ECS service as it is defined, by the components that need to know.
struct ECSSettings {
  let initialTasks: Int
  let size: TaskSize
  let placement: PlacementSettings
  let start: TaskStartSettings
  let tasks: TaskSetSettings
  let health: HealthCheckSettings
  let scheduler: SchedulerSettings
  let deployments: DeploymentSettings
  let disturbances: DisturbanceSettings
  /// From the new desired count to ECS starting or stopping tasks.
  let activityToTask: ClosedRange<SimDuration>
  /// What else happens to tasks and deployments.
  let behaviors: [any ServiceBehavior]
  /// Whether the running count is kept with its instants, as for a replay.
  let keepsRunningChanges: Bool

  /// - Parameter isExact: whether slow starts are followed and checks come at each interval, as at
  ///   request level.
  init(
    _ configuration: ServiceConfiguration, key: RunKey, isExact: Bool, keepsRunningChanges: Bool
  ) {
    let times = configuration.lifeCycle
    initialTasks = configuration.initialTasks
    size = TaskSize(configuration)
    placement = PlacementSettings(configuration)
    start = TaskStartSettings(configuration)
    tasks = TaskSetSettings(times, isExact: isExact)
    health = HealthCheckSettings(times, isExact: isExact)
    scheduler = SchedulerSettings(configuration)
    deployments = DeploymentSettings(configuration)
    disturbances = DisturbanceSettings(configuration)
    activityToTask = times.activityToTask
    behaviors = ServiceBehaviors.of(
      configuration,
      BehaviorContext(configuration, seed: key.seed, replication: key.replication))
    self.keepsRunningChanges = keepsRunningChanges
  }
}

/// How long the steps of a task's life take.
struct TaskSetSettings {
  /// From RUNNING until requests could be answered, and to the last check that a new target needs.
  let timeToAnswer: SimDuration
  let timeToHealthy: SimDuration
  let slowStart: SimDuration
  /// Whether slow starts are followed request by request.
  let isExact: Bool
  /// From "stopped a task" to its target being deregistered.
  let stopToDeregister: SimDuration
  let deregistrationDelay: SimDuration
  let stopTimeout: SimDuration

  init(_ times: TaskLifeCycle, isExact: Bool) {
    timeToAnswer = times.timeToAnswer
    timeToHealthy = times.timeToHealthy
    slowStart = times.slowStart
    self.isExact = isExact
    stopToDeregister = times.stopToDeregister
    deregistrationDelay = times.deregistrationDelay
    stopTimeout = times.stopTimeout
  }
}
