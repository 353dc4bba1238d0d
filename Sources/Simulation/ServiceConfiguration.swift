package import Autoscaling
package import Kernel
package import Ledger
package import Units

/// Everything about one ECS service on Fargate that decides its tasks and its latency.
///
/// Names follow the AWS API and Terraform; defaults are those of the aws-autoscaling reference,
/// section 11.
package struct ServiceConfiguration: Sendable {
  package var name: String
  /// CPU units of the task; 1024 make one vCPU.
  package var cpuUnits: Int
  package var memoryMB: Int
  package var ephemeralStorageGB: Int = 20
  /// AWS Region whose prices its tasks pay.
  package var region = "us-east-1"
  package var architecture: CPUArchitecture = .x86
  /// Weight of this service in the scenario's load; all weights together are the whole trace.
  ///
  /// Zero for a service that works on a queue.
  package var share: Double
  package var minTasks: Int
  package var maxTasks: Int
  /// Tasks at the start of a run; of one that starts warm, where no load is known.
  package var initialTasks: Int
  /// Whether a run begins as the service's policies would have left it (`LeadIn`), not with
  /// `initialTasks` and no past.
  package var startsWarm = false
  package var objectiveP95: SimDuration = .milliseconds(500)

  package var demand: RequestDemand
  package var timeouts = RequestTimeouts()
  /// Requests that may wait in one task before it answers 503; `nil` for no limit.
  package var backlog: Int?
  package var discipline: QueueDiscipline = .fifo
  /// Requests that a task works on at once, waits included; `nil` for no limit.
  package var concurrency: Int?
  /// Window of the CPU quota of a task with less than a vCPU, whose core is a whole one.
  ///
  /// `nil`: the task has a slower core. Processor sharing only.
  package var quotaPeriod: SimDuration?
  package var routing: RoutingAlgorithm = .roundRobin
  /// Binds sessions to targets; `nil`: each request goes where the routing sends it.
  package var stickiness: Stickiness?
  /// Connections that stay with their task; `nil`: a request ends with its answer.
  package var connection: ConnectionUse?
  /// Share of a task's CPU that is used without any request, 0 to 1; it moves the metric only.
  package var idleCPU: Double = 0
  package var memoryUse = MemoryUse()
  /// Closed-loop clients beside the trace.
  package var loadTests: [LoadTest] = []
  /// What its tasks take messages from, in place of requests from a load balancer.
  package var queue: MessageQueue?
  /// What clients do with requests that fail; `nil`: nothing.
  package var retries: RetryPolicy?

  package var lifeCycle = TaskLifeCycle()
  /// Of the account, which all services share.
  package var fargateQuotas = FargateQuotas()
  package var metrics = MetricPublication()
  package var capacityProviders: [CapacityProviderStrategyItem] = [
    CapacityProviderStrategyItem(provider: .fargate, base: 0, weight: 1)
  ]
  /// Fargate Spot as it is for tasks that the strategy puts there; `nil`: never interrupted.
  package var spotCapacity: SpotCapacity?
  /// Availability Zones that tasks are spread over; empty for no model of zones.
  package var zones: [String] = []
  package var zoneOutages: [ZoneOutage] = []
  /// ECS's `availability_zone_rebalancing`, on for services since 2025.
  package var rebalancesZones = true
  package var scaleInProtection: ScaleInProtection?
  /// Most tasks at a time, in percent of the desired count, while tasks that fail their checks are
  /// replaced: ECS's `maximumPercent`, at least 100.
  package var maximumPercent = 200
  /// What else happens to its tasks and deployments, by the registry `ServiceBehaviors`.
  package var behaviors: [BehaviorSettings] = []
  package var policies: [any ScalingPolicy] = []
  package var scheduledActions: [ScheduledAction] = []
  package var deployments: [Deployment] = []
  /// A horizontal pod autoscaler in place of `policies`.
  package var kubernetesHPA: KubernetesHPA?
  /// Counts that somebody else than a policy sets.
  package var desiredCountChanges: [DesiredCountChange] = []
  package var suspensions: [ScalingSuspension] = []
  /// Offsets within the minute at which the alarms are evaluated: all high ones at one, all low
  /// ones at the other; drawn from the seed for each alarm when nil.
  package var alarmPhases: AlarmPhases?
  /// States that the alarms begin in where they existed before, all high ones and all low ones;
  /// INSUFFICIENT_DATA when nil.
  package var alarmStates: AlarmStates?
  /// How often an alarm that stays in ALARM invokes its policy, at most a minute (aws-autoscaling
  /// reference section 6); where it is evaluated less often, at each evaluation.
  package var alarmActionInterval = SimDuration.minutes(1)
  /// When the policies were put and their alarms began, in INSUFFICIENT_DATA.
  package var alarmsCreated = SimTime.start

  package init(
    name: String, cpuUnits: Int, memoryMB: Int, share: Double, minTasks: Int, maxTasks: Int,
    initialTasks: Int, demand: RequestDemand
  ) {
    self.name = name
    self.cpuUnits = cpuUnits
    self.memoryMB = memoryMB
    self.share = share
    self.minTasks = minTasks
    self.maxTasks = maxTasks
    self.initialTasks = initialTasks
    self.demand = demand
  }

  /// Whether a request's end depends on later ones, or its target on those in flight or before it.
  package var followsRequests: Bool {
    discipline != .fifo || concurrency != nil || routing != .roundRobin || bindsWork
  }

  /// Whether work stays with the task that it began at.
  package var bindsWork: Bool { stickiness != nil || connection != nil }

  /// Whether points more often than once a minute are taken: for alarms on them, or for a pod
  /// autoscaler.
  var watchesHighResolution: Bool {
    kubernetesHPA != nil || watchedMetrics.contains(where: \.isHighResolution)
  }

  /// The statistics of CPU over tasks that alarms watch, beside the average.
  var watchedTaskStatistics: [MetricIdentity] {
    policies.flatMap { $0.alarms.map(\.identity) }.filter {
      $0.metric == .cpu && $0.statistic != nil
    }
  }

  /// Whether there are any: then the work of each task is counted apart.
  var watchesTasks: Bool { !watchedTaskStatistics.isEmpty }

  /// Metrics that an alarm or a forecast looks back on.
  var watchedMetrics: [ScalingMetric] {
    policies.flatMap { policy in
      policy.alarms.flatMap(\.metrics) + ((policy as? PredictiveScaling).map { [$0.metric] } ?? [])
    }
  }

  /// Servers of a task's queue: one for each whole vCPU, at least one.
  package var serversPerTask: Int { max(1, cpuUnits / 1024) }
  /// Speed of each server relative to one vCPU: 1 for whole vCPUs, 0.25 for a quarter.
  package var serverSpeed: Double { Double(cpuUnits) / 1024 / Double(serversPerTask) }
}

/// How a task works off its requests.
package enum QueueDiscipline: String, Sendable, CaseIterable {
  /// Each vCPU takes one request at a time, in the order of their arrival.
  case fifo
  /// All requests of a task share its vCPUs, none more than one.
  case processorSharing = "processor_sharing"
}

/// How the load balancer chooses the target of a request, in the words of a target group's
/// `load_balancing_algorithm_type`.
package enum RoutingAlgorithm: String, Sendable, CaseIterable {
  case roundRobin = "round_robin"
  case leastOutstandingRequests = "least_outstanding_requests"
}

/// What one request asks of a task.
package struct RequestDemand: Sendable, Hashable {
  /// vCPU-seconds a request keeps a processor busy.
  package var cpu: Variate
  /// Seconds a request waits for something else (database, network) without holding a processor.
  package var wait: Variate

  package init(cpu: Variate, wait: Variate = .constant(0)) {
    self.cpu = cpu
    self.wait = wait
  }
}

/// When somebody gives up on a request.
package struct RequestTimeouts: Sendable, Hashable {
  /// `nil`: the client waits for ever.
  package var client: SimDuration?
  /// The load balancer answers 504 after this long.
  package var loadBalancerIdle: SimDuration = .seconds(60)

  package init() {}
}

/// How the service's metrics reach CloudWatch and its alarms.
package struct MetricPublication: Sendable, Hashable {
  /// Whole minutes that alarms on minute metrics look back; `nil` for each metric's own.
  package var lagMinutes: Int?
  /// A metric minute covers wall-clock time shifted by this much.
  package var samplingOffset: SimDuration = .seconds(-10)

  package init() {}

  /// How long a point has ended before the alarm sees it.
  package func lag(of alarm: AlarmConfiguration) -> SimDuration {
    alarm.lag ?? alarm.metrics.map { lag(of: $0) }.max() ?? lag(of: alarm.metric)
  }

  /// The same for alarms that say nothing of their own.
  package func lag(of metric: ScalingMetric) -> SimDuration {
    guard let lagMinutes, !metric.isHighResolution else { return metric.defaultLag }
    return .minutes(Int64(lagMinutes))
  }
}

/// One entry of an ECS capacity provider strategy.
package struct CapacityProviderStrategyItem: Sendable, Hashable {
  package enum Provider: String, Sendable, CaseIterable {
    case fargate = "FARGATE"
    case fargateSpot = "FARGATE_SPOT"
  }

  package var provider: Provider
  package var base: Int
  package var weight: Int

  package init(provider: Provider, base: Int, weight: Int) {
    self.provider = provider
    self.base = base
    self.weight = weight
  }
}
