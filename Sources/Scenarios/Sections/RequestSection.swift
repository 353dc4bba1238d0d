internal import Kernel
internal import Simulation
internal import Units

/// `services.NAME.request`: demand, waiting and patience.
enum RequestSection {
  static let schema = ObjectSchema(keys + BoundWorkSection.keys, rules: [checkDiscipline])

  private static let keys = [
    KeySchema(
      "cpu", .object(variate(mean: "vCPU time that a request keeps a processor busy.")), .required,
      "Demand for CPU."),
    KeySchema(
      "wait",
      .object(
        variate(mean: "Time that a request waits for a database or a network.", isOptional: true)),
      .defaults("{}"),
      "Time that passes without holding a processor."),
    KeySchema(
      "client_timeout",
      .word("none", or: .duration(.milliseconds(1)...(.hours(1)))), .defaults("none"),
      "When the client gives up, which the load balancer counts as 460; `none`: never."),
    KeySchema(
      "idle_timeout", .duration(.seconds(1)...(.seconds(4000))), .defaults("60s"),
      "The load balancer answers 504 after this long without an answer (its own default)."),
    KeySchema(
      "backlog", .word("unlimited", or: .integer(0...1_000_000)), .defaults("unlimited"),
      "Requests that may wait in one task before it answers 503."),
    KeySchema(
      "discipline", .choice(QueueDiscipline.allCases.map(\.rawValue)), .defaults("fifo"),
      "How a task serves: `fifo`: each vCPU one request at a time, in order; `processor_sharing`: all"
        + " at once, each as fast as the task's vCPUs allow. Sharing at request level only."),
    KeySchema(
      "concurrency", .integer(1...1_000_000), .optional,
      "Requests that a task works on at once, as it has workers or threads, waits included; more are"
        + " in its backlog. Absent: no limit. Request level only."),
    KeySchema(
      "quota_period", .duration(.milliseconds(1)...(.seconds(1))), .optional,
      "A task of less than a vCPU has a whole core until its CPU for this long is used up, as Linux"
        + " does it every 100 ms; absent: a slower core. With `processor_sharing`."),
    KeySchema(
      "idle_cpu", .decimal(DecimalRange(0, 1)), .defaults("0.001"),
      "Share of a task's CPU that is used without any request, 0 to 1. In CloudWatch never 0: policies"
        + " on CPU keep one task with `min: 0`. Measured of a Node service on 256 CPU units: 0.03."),
    KeySchema(
      "retries", .object(RetrySection.schema), .optional,
      "Clients repeat requests that failed; absent: they do not. Request level only."),
    KeySchema(
      "memory", .object(memory), .optional,
      "Memory that a task uses; needed where a policy watches it."),
  ]

  private static func checkDiscipline(_ object: CheckedObject, _ report: inout RuleReport) {
    let isShared = object.textIfSet("discipline") == QueueDiscipline.processorSharing.rawValue
    if object.durationIfSet("quota_period") != nil, !isShared {
      report.add(
        "\(report.key("quota_period")) belongs to the discipline processor_sharing",
        at: object.place(of: "quota_period"))
    }
    if isShared, object.integerIfSet("backlog") != nil, object.integerIfSet("concurrency") == nil {
      report.add(
        "\(report.key("backlog")) needs a concurrency with processor_sharing, where no request waits"
          + " otherwise", at: object.place(of: "backlog"))
    }
  }

  private static let megabytes = ValueSchema.decimal(DecimalRange(0, 1_000_000))
  static let memory = ObjectSchema([
    KeySchema("base_mb", megabytes, .required, "MB that a task uses without any request."),
    KeySchema(
      "per_concurrent_request_mb", megabytes, .defaults("0"), "MB for each request in progress."),
    KeySchema(
      "per_request_mb", megabytes, .defaults("0"),
      "MB for each request of the last minute: what a runtime frees only later."),
  ])

  static func memoryUse(_ object: CheckedObject) -> MemoryUse {
    var use = MemoryUse()
    guard let memory = object.objectIfSet("memory") else { return use }
    use.base = memory.double("base_mb")
    use.perConcurrentRequest = memory.double("per_concurrent_request_mb")
    use.perRequest = memory.double("per_request_mb")
    return use
  }

  static func variate(mean: String, isOptional: Bool = false) -> ObjectSchema {
    ObjectSchema(
      [
        KeySchema(
          "mean", .duration(.zero...(.hours(1))), isOptional ? .defaults("0s") : .required, mean),
        KeySchema(
          "distribution", .choice(["constant", "exponential", "lognormal"]),
          .defaults(isOptional ? "constant" : "lognormal"), "Shape of the distribution."),
        KeySchema(
          "cv", .decimal(DecimalRange(0, 20, excludingLower: true)), .optional,
          "Standard deviation over mean; lognormal only, where absent means 1."),
      ], rules: [checkVariate])
  }

  static func checkVariate(_ object: CheckedObject, _ report: inout RuleReport) {
    guard let distribution = object.textIfSet("distribution"), distribution != "lognormal",
      object.decimalIfSet("cv") != nil
    else { return }
    report.add(
      "\(report.key("cv")) belongs to a lognormal distribution; a distribution that is"
        + " \(distribution) has none",
      at: object.place(of: "cv"))
  }

  static func configure(_ service: inout ServiceConfiguration, from request: CheckedObject) {
    service.demand = demand(request)
    service.timeouts = timeouts(request)
    service.backlog = request.integerIfSet("backlog").map { Int($0) }
    service.concurrency = request.integerIfSet("concurrency").map { Int($0) }
    service.quotaPeriod = request.durationIfSet("quota_period")
    service.memoryUse = memoryUse(request)
    service.retries = request.objectIfSet("retries").map(RetrySection.policy)
    service.stickiness = BoundWorkSection.stickiness(request)
    service.connection = BoundWorkSection.connection(request)
    service.discipline = request.choice("discipline", as: QueueDiscipline.self)
    service.idleCPU = request.double("idle_cpu")
  }

  static func demand(_ object: CheckedObject) -> RequestDemand {
    RequestDemand(cpu: variate(object.object("cpu")), wait: variate(object.object("wait")))
  }

  static func variate(_ object: CheckedObject) -> Variate {
    let mean = object.duration("mean").inSeconds
    // Whatever its shape, no time is always no time.
    guard mean > 0 else { return .constant(0) }
    switch object.text("distribution") {
    case "constant": return .constant(mean)
    case "exponential": return .exponential(mean: mean)
    default: return .lognormal(mean: mean, cv: object.decimalIfSet("cv")?.approximation ?? 1)
    }
  }

  static func timeouts(_ object: CheckedObject) -> RequestTimeouts {
    var timeouts = RequestTimeouts()
    timeouts.client = object.durationIfSet("client_timeout")
    timeouts.loadBalancerIdle = object.duration("idle_timeout")
    return timeouts
  }
}
