internal import Kernel
internal import Ledger
internal import Simulation
internal import Units

/// `services.NAME`: one ECS service on Fargate.
enum ServiceSection {
  static let schema = ObjectSchema(
    size + tasks + PolicySection.keys + [
      KeySchema(
        "request", .object(RequestSection.schema), .optional,
        "What one request asks of a task, and when somebody gives up on it. Required without `queue`."
      ),
      KeySchema(
        "queue", .object(MessageQueueSection.schema), .optional,
        "Messages of a queue in place of requests, for a service of workers: no load balancer, no"
          + " `share` and no `request`. Its latency is the time from a message's sending to its"
          + " deletion. Request level only."),
      KeySchema(
        "load_test", .oneOrMany(LoadTestSection.schema), .optional,
        "Closed-loop clients beside the trace, as `hey`, `wrk` and Locust make them. Request level"
          + " only."),
      KeySchema(
        "deployment", .oneOrMany(DeploymentSection.schema), .optional,
        "Deployments: times at which all tasks are replaced by new ones."),
      KeySchema(
        "slo", .object(SLOSection.schema), .optional,
        "Latency objective of this service; absent: the scenario's."),
    ] + LifeCycleSection.keys + BehaviorSection.keys,
    rules: [
      MessageQueueSection.check, FargateSizes.check, checkCounts, PolicySection.check,
      PolicySection.checkMemory, PolicySection.checkCustom, PolicySection.checkStatistics,
      MessageQueueSection.checkMetrics,
      PredictiveSection.check, LifeCycleSection.check, LoadTestSection.checkNames,
    ], alternatives: [["request", "share"], ["queue"]])

  private static let size = [
    KeySchema(
      "cpu", .integer(256...16_384), .required,
      "CPU units of a task, 1024 to a vCPU: 256, 512, 1024, 2048, 4096, 8192 or 16384."),
    KeySchema(
      "memory", .integer(512...122_880), .required,
      "Memory of a task in MB; Fargate sells certain sizes for each `cpu`."),
    KeySchema(
      "cpu_architecture", .choice(["X86_64", "ARM64"]), .defaults("X86_64"),
      "Architecture of the task's CPU."),
    KeySchema(
      "ephemeral_storage", .integer(20...200), .defaults("20"),
      "Ephemeral storage of a task in GB; the first 20 are included in the price."),
    KeySchema(
      "capacity_provider_strategy", .list(of: .object(CapacitySection.schema)), .optional,
      "Where tasks run: on demand or Spot; absent: all on FARGATE."),
  ]

  private static let tasks = [
    MessageQueueSection.share,
    KeySchema("min", .integer(0...5000), .required, "Fewest tasks that scaling may leave."),
    KeySchema("max", .integer(1...5000), .required, "Most tasks that scaling may start."),
    KeySchema(
      "initial", .integer(0...5000), .optional,
      "Tasks that run when the period starts, whatever the load, with alarms that know nothing"
        + " yet: a cold start. Absent: the run starts warm, with the tasks, alarms and cooldowns that"
        + " the policies would have after the load before: the trace's up to a week back; where it"
        + " has less than six hours, its first five minutes held constant."),
  ]

  /// min ≤ initial ≤ max.
  private static func checkCounts(_ service: CheckedObject, _ report: inout RuleReport) {
    guard let min = service.integerIfSet("min"), let max = service.integerIfSet("max") else {
      return
    }
    guard min <= max else {
      report.add(
        "\(report.key("min")) must not be above max: \(min) > \(max)", at: service.place(of: "min"))
      return
    }
    guard let initial = service.integerIfSet("initial"), !(min...max).contains(initial) else {
      return
    }
    report.add(
      "\(report.key("initial")) must be from min to max, \(min) to \(max), not \(initial)",
      at: service.place(of: "initial"))
  }

  static func configuration(
    _ name: String, _ object: CheckedObject, slo: CheckedObject, region: String
  ) -> ServiceConfiguration {
    let min = Int(object.integer("min"))
    var service = ServiceConfiguration(
      name: name, cpuUnits: Int(object.integer("cpu")), memoryMB: Int(object.integer("memory")),
      share: object.decimalIfSet("share")?.approximation ?? 0, minTasks: min,
      maxTasks: Int(object.integer("max")),
      initialTasks: object.integerIfSet("initial").map { Int($0) } ?? min,
      demand: RequestDemand(cpu: .constant(0)))
    service.startsWarm = object.integerIfSet("initial") == nil && object.objectIfSet("queue") == nil
    service.region = region
    service.ephemeralStorageGB = Int(object.integer("ephemeral_storage"))
    service.architecture = CPUArchitecture(terraform: object.text("cpu_architecture"))
    service.objectiveP95 = (object.objectIfSet("slo") ?? slo).duration("p95")
    service.routing =
      object.textIfSet("load_balancing_algorithm_type").flatMap(RoutingAlgorithm.init)
      ?? .roundRobin
    service.loadTests = object.objects("load_test").enumerated().map {
      LoadTestSection.test($0.element, index: $0.offset)
    }
    service.behaviors = BehaviorSection.behaviors(object)
    service.lifeCycle = LifeCycleSection.lifeCycle(object)
    service.metrics = LifeCycleSection.metrics(object)
    service.rebalancesZones = object.text("availability_zone_rebalancing") == "ENABLED"
    service.maximumPercent = Int(object.integer("deployment_maximum_percent"))
    service.scaleInProtection = LifeCycleSection.protection(object)
    let strategy = object.objects("capacity_provider_strategy")
    if !strategy.isEmpty { service.capacityProviders = strategy.map(CapacitySection.item) }
    if let request = object.objectIfSet("request") {
      RequestSection.configure(&service, from: request)
    }
    if let queue = object.objectIfSet("queue") {
      MessageQueueSection.configure(&service, from: queue)
    }
    PolicySection.configure(&service, from: object)
    return service
  }
}

extension CPUArchitecture {
  /// From the words of a task definition or a function.
  init(terraform word: String) { self = word.lowercased() == "arm64" ? .arm : .x86 }
}

/// `slo`: the latency objective.
enum SLOSection {
  static let schema = ObjectSchema(
    [
      KeySchema(
        "p95", .duration(.milliseconds(1)...(.hours(1))), .defaults("500ms"),
        "95 of 100 requests of a minute are answered within this time.")
    ], sharedTitle: "A latency objective")
}

/// An item of `capacity_provider_strategy`.
enum CapacitySection {
  static let schema = ObjectSchema([
    KeySchema(
      "capacity_provider", .choice(["FARGATE", "FARGATE_SPOT"]), .required,
      "On-demand capacity or Spot capacity."),
    KeySchema(
      "base", .integer(0...5000), .defaults("0"),
      "Tasks that go here before weights count; only one provider may have a base."),
    KeySchema(
      "weight", .integer(0...1000), .defaults("0"), "Share of the tasks beyond the base."),
  ])

  static func item(_ object: CheckedObject) -> CapacityProviderStrategyItem {
    CapacityProviderStrategyItem(
      provider: object.choice("capacity_provider", as: CapacityProviderStrategyItem.Provider.self),
      base: Int(object.integer("base")), weight: Int(object.integer("weight")))
  }
}
