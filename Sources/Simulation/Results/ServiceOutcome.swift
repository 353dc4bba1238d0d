package import Ledger
package import Units

/// What one service did over the run.
package struct ServiceOutcome: Sendable {
  package let name: String
  package let offered: Int64
  package let served: Int64
  /// Offered requests that repeat a failed one.
  package let retries: Int64
  package let loadTests: [LoadTestOutcome]
  /// Tasks that were stopped because they failed their health checks.
  package let replacedTasks: Int
  /// Launches that found no zone or no quota, or ended before RUNNING.
  package let failedStarts: Int
  /// What the scenario's behaviors did.
  package let events: [BehaviorFigure]
  package let errors: ErrorCounts
  /// `nil` when no request arrived.
  package let latency: LatencySummary?
  /// The p95 objective, and the minutes whose own p95 exceeded it.
  package let objectiveP95: SimDuration
  package let breachMinutes: Int
  /// The running count over time.
  package let minRunning: Int
  package let meanRunning: Double
  package let maxRunning: Int
  /// Billable seconds of all tasks, from image pull to stop, rounded as AWS does.
  package let taskSeconds: Int64
  package let scaleOuts: Int
  package let scaleIns: Int
  package let activities: [ScalingActivity]
  package let alarmTransitions: [AlarmTransition]
  package let timeline: Timeline
  /// Per ledger hour: requests offered, and the time that their connections were open.
  package let hourly: HourlyLoad
  /// Fargate readings of this service.
  package let usage: UsageLedger
  /// One for each predictive policy.
  package let predictive: [PredictiveOutcome]
  /// How it began; `nil` where nobody has noted it.
  package let start: ServiceStart?
  /// What of these results contradicts the plane's own books: a fault of the simulator, never of its
  /// input.
  package let contradictions: [String]
  /// What was taken of the account's quotas, by all services of its `AccountRun`.
  package let fargateUse: FargateUse
  /// `nil` for a service that cannot run on Spot, or whose Spot tasks are never interrupted.
  package let spot: SpotOutcome?
  /// `nil` for a service of requests.
  package let queue: QueueOutcome?
  /// Tasks lost with their Availability Zone; `nil` where no zone goes.
  package let tasksLostWithZones: Int?
  /// How work stayed with its tasks; `nil` for a service in which it does not.
  package let boundWork: BoundWork?

  package init(
    name: String, offered: Int64, served: Int64, errors: ErrorCounts, latency: LatencySummary?,
    objectiveP95: SimDuration, breachMinutes: Int, minRunning: Int, meanRunning: Double,
    maxRunning: Int, taskSeconds: Int64, scaleOuts: Int, scaleIns: Int,
    activities: [ScalingActivity], timeline: Timeline, hourly: HourlyLoad, usage: UsageLedger,
    alarmTransitions: [AlarmTransition] = [], predictive: [PredictiveOutcome] = [],
    spot: SpotOutcome? = nil, tasksLostWithZones: Int? = nil, retries: Int64 = 0,
    loadTests: [LoadTestOutcome] = [], replacedTasks: Int = 0, failedStarts: Int = 0,
    events: [BehaviorFigure] = [],
    fargateUse: FargateUse = FargateUse(), queue: QueueOutcome? = nil,
    boundWork: BoundWork? = nil,
    start: ServiceStart? = nil,
    contradictions: [String] = []
  ) {
    self.name = name
    self.offered = offered
    self.served = served
    self.retries = retries
    self.loadTests = loadTests
    self.replacedTasks = replacedTasks
    self.failedStarts = failedStarts
    self.events = events
    self.fargateUse = fargateUse
    self.start = start
    self.contradictions = contradictions
    self.errors = errors
    self.latency = latency
    self.objectiveP95 = objectiveP95
    self.breachMinutes = breachMinutes
    self.minRunning = minRunning
    self.meanRunning = meanRunning
    self.maxRunning = maxRunning
    self.taskSeconds = taskSeconds
    self.scaleOuts = scaleOuts
    self.scaleIns = scaleIns
    self.activities = activities
    self.alarmTransitions = alarmTransitions
    self.timeline = timeline
    self.hourly = hourly
    self.usage = usage
    self.predictive = predictive
    self.spot = spot
    self.queue = queue
    self.tasksLostWithZones = tasksLostWithZones
    self.boundWork = boundWork
  }
}
