internal import Autoscaling
internal import Simulation
internal import Units

/// The keys of a service that describe its tasks' lives and its metrics.
enum LifeCycleSection {
  static let keys = [
    KeySchema(
      "start_up", .object(startUp), .defaults("{}"),
      "From a task's launch until its application answers."),
    KeySchema(
      "health_check", .object(HealthCheckSection.schema), .defaults("{}"),
      "The target group's health check, which a new task must pass before it gets requests."),
    KeySchema(
      "slow_start", .duration(.zero...(.seconds(900))), .defaults("0s"),
      "A new target's share of the requests grows evenly over this time, 30s to 900s, unless it is"
        + " the only one; 0s: off. In fluid mode it gets all of it from half the time on."),
    KeySchema(
      "load_balancing_algorithm_type", .choice(RoutingAlgorithm.allCases.map(\.rawValue)),
      .optional,
      "How the load balancer chooses a target: in turn, as it does where this is absent, or the one"
        + " with the fewest requests in progress; that at request level only, and not with"
        + " `slow_start`."),
    KeySchema(
      "deregistration_delay", .duration(.zero...(.seconds(3600))), .defaults("300s"),
      "How long a task that leaves may finish its requests. ECS waits until it is over, whether or not"
        + " there are any, and the task is paid for meanwhile."),
    KeySchema(
      "scale_in_order", .choice(["newest", "random"]), .optional,
      "Which task of the fullest zone a scale-in stops: `random` as AWS documents it, or `newest`, as"
        + " a recorded scale-in did and as is done where this is absent."),
    KeySchema(
      "stop_timeout", .duration(.zero...(.seconds(120))), .defaults("30s"),
      "From SIGTERM to SIGKILL."),
    KeySchema(
      "availability_zone_rebalancing", .choice(["ENABLED", "DISABLED"]), .defaults("ENABLED"),
      "Whether ECS moves tasks from the fullest zone to the emptiest, one at a time, when they are"
        + " two or more apart."),
    KeySchema(
      "deployment_maximum_percent", .integer(100...400), .defaults("200"),
      "Most tasks at a time, in percent of the desired count, while tasks that fail their checks are"
        + " replaced: ECS starts a replacement first and stops the failing task when it is healthy. At 100"
        + " it stops one failing task at a time first. A deployment has a `maximum_percent` of its own."
    ),
    KeySchema(
      "scale_in_protection", .object(protection), .optional,
      "Tasks that protect themselves from scale-in when they start, or run at the start."),
    KeySchema(
      "control_delays", .object(delays), .defaults("{}"),
      "How long AWS's own control loops take."),
    KeySchema(
      "metric_lag", .integer(0...15), .optional,
      "Whole minutes that alarms on minute metrics look back; absent: each metric's own, 2 for ECS"
        + " service metrics, 1 for those of the load balancer and 0 for custom ones."),
    KeySchema(
      "alarm_action_interval", .duration(.seconds(10)...(.minutes(1))), .optional,
      "How often an alarm on points under a minute invokes its policy while it stays in ALARM;"
        + " absent: once a minute, as CloudWatch repeats scaling actions."),
    KeySchema(
      "sampling_offset", .duration(.seconds(-60)...(.seconds(60))), .defaults("-10s"),
      "Shift of a metric's minute against the clock's."),
  ]

  private static let protection = ObjectSchema([
    KeySchema(
      "share", .decimal(DecimalRange(0, 1)), .defaults("1"), "Share of the tasks that do."),
    KeySchema(
      "expires_in", .duration(ScaleInProtection.allowed), .defaults("120m"),
      "How long it holds, from RUNNING on."),
  ])

  static func protection(_ service: CheckedObject) -> ScaleInProtection? {
    service.objectIfSet("scale_in_protection").map {
      ScaleInProtection(share: $0.double("share"), duration: $0.duration("expires_in"))
    }
  }

  private static let tenMinutes = SimDuration.zero...SimDuration.minutes(10)

  private static let failures = ObjectSchema(
    [
      KeySchema("share", .decimal(DecimalRange(0, 1)), .defaults("1"), "Share of the starts."),
      KeySchema("from", .text, .optional, "In ISO 8601; absent: from the start."),
      KeySchema("until", .text, .optional, "In ISO 8601; absent: to the end."),
    ],
    rules: [{ object, report in TimeText.check(["from", "until"], of: object, &report) }])

  private static let startUp = ObjectSchema([
    KeySchema(
      "provisioning", .duration(tenMinutes), .defaults("17.4s"),
      "Network interface and placement, before the image pull; not billed."),
    KeySchema(
      "image_mb", .decimal(DecimalRange(0, 100_000)), .defaults("100"),
      "Compressed size of the image in MB."),
    KeySchema(
      "pull_seconds_per_mb", .decimal(DecimalRange(0, 10)), .defaults("0.048"),
      "Seconds of image pull for each MB."),
    KeySchema(
      "sigma", .decimal(DecimalRange(0, 2)), .defaults("0.18"),
      "Spread of provisioning and pull: sigma of a lognormal factor; 0 for none."),
    KeySchema(
      "failures", .oneOrMany(failures), .optional,
      "Times in which tasks end before they are RUNNING, such as while an image cannot be pulled."),
    KeySchema(
      "restart_delay", span("10s", "15m", least: .seconds(1)), .optional,
      "From a task that failed before RUNNING to its next start: doubled each time, up to the 15"
        + " minutes that AWS states."),
    KeySchema(
      "application_boot", .duration(tenMinutes), .defaults("5s"),
      "From the container's start until the application answers."),
    KeySchema(
      "cpu", .decimal(DecimalRange(0, 1)), .optional,
      "Share of its CPU that a new task uses from RUNNING for the time of `application_boot`: 1 for"
        + " a runtime that loads and compiles at full speed. It counts in the service's CPU metric."
        + " Absent: 0."),
    KeySchema(
      "cold_requests", .object(cold), .optional,
      "The first requests, or messages of a queue, that a new task serves cost more CPU than others;"
        + " absent: they do not."
        + " Request level only."),
  ])

  private static let cold = ObjectSchema([
    KeySchema(
      "count", .integer(1...1_000_000), .required, "How many requests of each new task."),
    KeySchema(
      "factor", .decimal(DecimalRange(1, 1000)), .required, "On the CPU time of each of them."),
  ])

  private static func checkSlowStart(_ service: CheckedObject, _ report: inout RuleReport) {
    guard let ramp = service.durationIfSet("slow_start"), ramp > .zero, ramp < .seconds(30) else {
      return
    }
    report.add(
      "\(report.key("slow_start")) must be 0s, which is off, or 30s to 900s, not \(ramp)",
      at: service.place(of: "slow_start"))
  }

  /// The load balancer takes no slow start with this algorithm (aws-autoscaling reference section 5.3).
  private static func checkRouting(_ service: CheckedObject, _ report: inout RuleReport) {
    guard let ramp = service.durationIfSet("slow_start"), ramp > .zero,
      service.textIfSet("load_balancing_algorithm_type")
        == RoutingAlgorithm.leastOutstandingRequests.rawValue
    else { return }
    report.add(
      "\(report.key("slow_start")) must be 0s with least_outstanding_requests",
      at: service.place(of: "slow_start"))
  }

  static func span(
    _ from: String, _ to: String, least: SimDuration = .zero
  ) -> ValueSchema {
    let times = ValueSchema.duration(least...SimDuration.hours(1))
    return .object(
      ObjectSchema(
        [
          KeySchema("from", times, .defaults(from), "Shortest time."),
          KeySchema("to", times, .defaults(to), "Longest time."),
        ],
        rules: [
          { object, report in
            guard let from = object.durationIfSet("from"), let to = object.durationIfSet("to"),
              from > to
            else { return }
            report.add(
              "\(report.key("from")) must not be above to: \(from) > \(to)",
              at: object.place(of: "from"))
          }
        ]))
  }

  private static let delays = ObjectSchema([
    KeySchema(
      "alarm_to_activity", .duration(tenMinutes), .defaults("200ms"),
      "From the alarm's action to the new desired count."),
    KeySchema(
      "activity_to_task", span("3s", "6s"), .defaults("{}"),
      "From the new desired count to tasks being started or stopped, uniform."),
    KeySchema(
      "schedule_to_activity", span("0s", "30s"), .defaults("{}"),
      "How late a scheduled action starts, uniform."),
    KeySchema(
      "running_to_registered", .duration(tenMinutes), .defaults("2.5s"),
      "From RUNNING until a task is registered as a target and its checks begin."),
    KeySchema(
      "stop_to_deregister", .duration(tenMinutes), .defaults("10s"),
      "From a task's stop to its target being deregistered."),
    KeySchema(
      "steady_to_success", span("17s", "19s"), .defaults("{}"),
      "From ECS's steady state to the activity being successful, uniform."),
    KeySchema(
      "activity_timeout", .duration(.minutes(1)...(.hours(48))), .defaults("1h"),
      "When an activity whose service is not steady becomes Unfulfilled; AWS does not say."),
  ])

  /// Spot and on-demand: one base at most, no provider twice, some weight.
  static func check(_ service: CheckedObject, _ report: inout RuleReport) {
    checkSlowStart(service, &report)
    checkRouting(service, &report)
    let items = service.objects("capacity_provider_strategy")
    guard !items.isEmpty else {
      if let place = service.places["capacity_provider_strategy"],
        service.values["capacity_provider_strategy"] != nil
      {
        report.add("\(report.key("capacity_provider_strategy")) must name a provider", at: place)
      }
      return
    }
    let path = report.key("capacity_provider_strategy")
    let place = service.place(of: "capacity_provider_strategy")
    let providers = items.compactMap { $0.textIfSet("capacity_provider") }
    if Set(providers).count < providers.count {
      report.add("\(path) names a provider twice; join the two items", at: place)
    }
    if items.filter({ ($0.integerIfSet("base") ?? 0) > 0 }).count > 1 {
      report.add("\(path): only one provider may have a base above 0", at: place)
    }
    if items.allSatisfy({ $0.integerIfSet("weight") == 0 }) {
      report.add("\(path): at least one weight must be above 0", at: place)
    }
  }

  static func lifeCycle(_ service: CheckedObject) -> TaskLifeCycle {
    var cycle = TaskLifeCycle()
    let start = service.object("start_up")
    cycle.provisioning = start.duration("provisioning")
    cycle.imageMB = start.double("image_mb")
    cycle.pullSecondsPerMB = start.double("pull_seconds_per_mb")
    cycle.startSigma = start.double("sigma")
    cycle.applicationBoot = start.duration("application_boot")
    cycle.bootCPU = start.decimalIfSet("cpu")?.approximation ?? 0
    cycle.coldRequests = start.objectIfSet("cold_requests").map {
      ColdRequests(count: Int($0.integer("count")), factor: $0.double("factor"))
    }
    HealthCheckSection.configure(&cycle, from: service.object("health_check"))
    cycle.slowStart = service.duration("slow_start")
    cycle.stopsAnyTask = service.textIfSet("scale_in_order") == "random"
    cycle.deregistrationDelay = service.duration("deregistration_delay")
    cycle.stopTimeout = service.duration("stop_timeout")
    let delays = service.object("control_delays")
    cycle.alarmToActivity = delays.duration("alarm_to_activity")
    cycle.activityToTask = range(delays.object("activity_to_task"))
    cycle.scheduleToActivity = range(delays.object("schedule_to_activity"))
    cycle.startFailures = start.objects("failures").map {
      StartFailures(
        share: $0.double("share"), from: TimeText.time("from", of: $0),
        until: TimeText.time("until", of: $0))
    }
    if let delay = start.objectIfSet("restart_delay") { cycle.restartDelay = range(delay) }
    cycle.runningToRegistered = delays.duration("running_to_registered")
    cycle.stopToDeregister = delays.duration("stop_to_deregister")
    cycle.steadyToSuccess = range(delays.object("steady_to_success"))
    cycle.activityTimeout = delays.duration("activity_timeout")
    return cycle
  }

  static func range(_ span: CheckedObject) -> ClosedRange<SimDuration> {
    span.duration("from")...span.duration("to")
  }

  static func metrics(_ service: CheckedObject) -> MetricPublication {
    var metrics = MetricPublication()
    metrics.lagMinutes = service.integerIfSet("metric_lag").map { Int($0) }
    metrics.samplingOffset = service.duration("sampling_offset")
    return metrics
  }
}
