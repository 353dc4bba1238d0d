internal import Autoscaling
internal import Simulation
internal import Units
internal import Workload

/// `services.NAME.queue`: messages in place of requests, for a service of workers.
enum MessageQueueSection {
  static let schema = ObjectSchema([
    KeySchema(
      "messages", .object(messages), .required,
      "How many come: one of `per_request`, `per_month` and `trace`."),
    KeySchema(
      "cpu", .object(RequestSection.variate(mean: "vCPU time that a message takes.")), .required,
      "Demand for CPU."),
    KeySchema(
      "wait",
      .object(
        RequestSection.variate(
          mean: "Time that a message waits for a database or a network.", isOptional: true)),
      .defaults("{}"), "Time that passes without holding a processor."),
    KeySchema(
      "visibility_timeout", .duration(.seconds(1)...(.hours(12))), .defaults("30s"),
      "From a message's receipt until it is visible again and is worked on once more, unless it has"
        + " been deleted. What a stopped task had in hand waits for it."),
    KeySchema(
      "max_receive_count", .integer(1...1000), .optional,
      "Receipts after which a message goes to the dead-letter queue; absent: none."),
    KeySchema(
      "message_retention", .duration(.seconds(60)...(.hours(14 * 24))), .defaults("96h"),
      "After this long SQS deletes a message, done or not."),
    KeySchema(
      "concurrency", .integer(1...10_000), .optional,
      "Messages that a task works on at once; absent: one for each vCPU, at least one. More than"
        + " there are vCPUs share them."),
    KeySchema(
      "idle_cpu", .decimal(DecimalRange(0, 1)), .defaults("0.001"),
      "Share of a task's CPU that is used without any message, 0 to 1. In CloudWatch never 0."),
    KeySchema(
      "memory", .object(RequestSection.memory), .optional,
      "Memory that a task uses, messages in place of requests; needed where a policy watches it."),
  ])

  private static let trace = ObjectSchema([
    KeySchema("file", .text, .required, "A load trace of messages, relative to this file."),
    KeySchema(
      "scale", .decimal(DecimalRange(0, 1_000_000)), .defaults("1"), "Factor on every count."),
    KeySchema(
      "gaps", .choice(GapRule.allCases.map(\.rawValue)), .defaults("zero"),
      "What stands in for intervals that the trace does not have."),
  ])

  private static let sources = ["per_request", "per_month", "trace"]
  private static let messages = ObjectSchema(
    [
      KeySchema(
        "per_request", .decimal(DecimalRange(0, 1000)), .optional,
        "How many for each request of the scenario's trace, whichever service answers it."),
      KeySchema(
        "per_month", .decimal(DecimalRange(0, 100_000_000_000)), .optional,
        "How many in a month of 730 hours, at an even rate."),
      KeySchema(
        "trace", .object(trace), .optional, "How many, as a trace of their own has them."),
    ],
    rules: [
      { object, report in
        let given = sources.filter { object.places[$0] != nil }
        guard given.count != 1 else { return }
        report.add(
          "\(report.path) must be one of \(sources.map { "`\($0)`" }.joined(separator: ", ")), not"
            + " \(given.isEmpty ? "none" : given.joined(separator: " and "))",
          at: given.last.map(object.place) ?? object.place)
      }
    ])

  /// - Precondition: the section has no problems, so that one source is there.
  private static func source(_ messages: CheckedObject) -> MessageQueue.Source {
    if let trace = messages.objectIfSet("trace") {
      return .trace(
        path: ScenarioSource.path(
          trace.text("file"), relativeTo: trace.place(of: "file").file),
        scale: trace.decimal("scale"), gaps: trace.choice("gaps", as: GapRule.self))
    }
    if let count = messages.decimalIfSet("per_month") { return .perMonth(count.approximation) }
    return .perRequest(messages.double("per_request"))
  }

  /// A worker's queue, and a life without a load balancer.
  static func configure(_ service: inout ServiceConfiguration, from object: CheckedObject) {
    var queue = MessageQueue(source: source(object.object("messages")))
    queue.visibilityTimeout = object.duration("visibility_timeout")
    queue.maxReceiveCount = object.integerIfSet("max_receive_count").map { Int($0) }
    queue.retention = object.duration("message_retention")
    queue.concurrency = object.integerIfSet("concurrency").map { Int($0) }
    service.queue = queue
    service.share = 0
    service.demand = RequestSection.demand(object)
    service.idleCPU = object.double("idle_cpu")
    service.memoryUse = RequestSection.memoryUse(object)
    service.lifeCycle.leaveLoadBalancer()
  }
}

// MARK: - What goes with a queue

extension MessageQueueSection {
  /// Keys of a service that only a load balancer gives a meaning, or only its requests.
  private static let refused: [(key: String, reason: String)] = [
    ("share", "its messages are those of `queue`"),
    ("request", "its messages are those of `queue`"),
    ("load_test", "clients of a load test send requests to a load balancer"),
    ("health_check", "no target group checks it"),
    ("slow_start", "no target group has it"),
    ("load_balancing_algorithm_type", "tasks take messages, nobody sends them"),
    ("deployment_maximum_percent", "it is for targets that fail their checks"),
    ("deregistration_delay", "no target is deregistered: SIGTERM comes at once"),
    ("predictive", "forecasts are those of requests"),
    ("kubernetes_hpa", "it reads the metrics of pods that get requests"),
  ]

  private static let refusedDelays = ["running_to_registered", "stop_to_deregister"]

  /// A service without the defaults of keys that a queue does not have, so that its text can be read
  /// again; any other as it is.
  static func withoutRefused(_ service: CheckedObject) -> CheckedObject {
    guard service.places["queue"] != nil else { return service }
    var service = service
    for (key, _) in refused { service.values[key] = nil }
    if var delays = service.objectIfSet("control_delays") {
      for key in refusedDelays { delays.values[key] = nil }
      service.values["control_delays"] = .object(delays)
    }
    return service
  }

  /// A service has a share of the requests, or a queue.
  static func check(_ service: CheckedObject, _ report: inout RuleReport) {
    guard service.places["queue"] != nil else {
      for (key, allowed) in [("share", share.value.allowed), ("request", "a mapping")]
      where service.places[key] == nil {
        report.add("\(report.path) needs `\(key)`: \(allowed)", at: service.place)
      }
      return
    }
    for (key, reason) in refused {
      guard let place = service.places[key] else { continue }
      report.add(
        "\(report.key(key)) is not allowed with `queue`, which has no load balancer: \(reason)",
        at: place)
    }
    let delays = service.objectIfSet("control_delays")
    for key in refusedDelays {
      guard let place = delays?.places[key] else { continue }
      report.add(
        "\(report.key("control_delays")).\(key) is not allowed with `queue`, which has no load"
          + " balancer: there is no target", at: place)
    }
    for deployment in service.objects("deployment")
    where deployment.textIfSet("type") == "blue_green" {
      report.add(
        "\(report.key("deployment")).type must be `rolling` with `queue`: new tasks take messages as"
          + " soon as they run, and no load balancer can shift them",
        at: deployment.place(of: "type"))
    }
  }

  static let share = KeySchema(
    "share", .decimal(DecimalRange(0, 1_000_000, excludingLower: true)), .optional,
    "Weight of this service in the load; the weights of all services are the whole trace. Required"
      + " with `request`.")

  /// Metrics that a service does not have.
  static func checkMetrics(_ service: CheckedObject, _ report: inout RuleReport) {
    let hasQueue = service.places["queue"] != nil
    let model = service.objectIfSet(hasQueue ? "queue" : "request")
    for (metric, place, isMath) in watched(service) {
      if metric.isOfQueue, !hasQueue {
        report.add("the metric `\(metric.rawValue)` is one of a service with a `queue`", at: place)
      } else if metric.isOfLoadBalancer, hasQueue {
        report.add(
          "the metric `\(metric.rawValue)` is a load balancer's, which a service with a `queue` does"
            + " not have", at: place)
      } else if metric == .memory || metric == .memoryHighResolution, hasQueue || isMath,
        let model, model.places["memory"] == nil
      {
        report.add(
          "\(report.key(hasQueue ? "queue" : "request")).memory is required where a policy watches"
            + " `\(metric.rawValue)`: the MB that a task uses", at: place)
      }
    }
  }

  /// The metrics of target tracking and of step scaling, with where they are named.
  private static func watched(
    _ service: CheckedObject
  ) -> [(metric: ScalingMetric, place: SourcePlace, isMath: Bool)] {
    let watchers =
      service.objects(TargetTracking.key)
      + service.objects(StepScaling.key).compactMap { $0.objectIfSet("alarm") }
    return watchers.flatMap { watcher in
      if let (math, place) = MetricMathSection.math(of: watcher) {
        return math.metrics.map { (metric: $0, place: place, isMath: true) }
      }
      let metric = watcher.textIfSet("metric").flatMap(ScalingMetric.init(rawValue:))
      return metric.map { [(metric: $0, place: watcher.place(of: "metric"), isMath: false)] } ?? []
    }
  }
}

extension MetricMathSection {
  /// What a policy or an alarm computes its metric by, and where; `nil` for a plain metric.
  static func math(of watcher: CheckedObject) -> (MetricMath, SourcePlace)? {
    if watcher.places[queryKey] != nil {
      return math(queryKey, of: watcher).map { ($0, watcher.place(of: queryKey)) }
    }
    return watcher.objectIfSet("customized_metric").flatMap { math(metricsKey, of: $0) }
      .map { ($0, watcher.place(of: "customized_metric")) }
  }

  /// Metric math stands in place of a metric.
  static func checkAlone(_ key: String) -> ObjectSchema.Rule {
    { object, report in
      guard object.places[key] != nil else { return }
      for other in ["metric", CustomMetricKeys.metricName.name, CustomMetricKeys.statistic.name] {
        guard let place = object.places[other] else { continue }
        report.add(
          "\(report.key(other)) is not allowed beside \(key), which stands in its place", at: place)
      }
    }
  }
}
