internal import Autoscaling
internal import Kernel
internal import Simulation
internal import Units

/// The top level of a policy file: a service's keys, of which only those about scaling count.
enum ReplayPolicySection {
  static let schema = ObjectSchema(
    [
      KeySchema("name", .name, .defaults("service"), "The service's name in alarm names."),
      KeySchema(
        "alarms_created", .text, .optional,
        "When the policies were put and their alarms began in INSUFFICIENT_DATA, in ISO 8601;"
          + " absent: before the recording."),
    ] + ServiceSection.schema.keys.map(loosened),
    rules: [
      checkCounts, PolicySection.check, PredictiveSection.check, checkPolicies, checkCreated,
      checkAutoscaler,
    ])

  /// A block of `services` may be used as it is: what only a simulation needs may stay away.
  private static func loosened(_ key: KeySchema) -> KeySchema {
    let needed = ["min", "max"]
    guard key.presence == .required, !needed.contains(key.name) else { return key }
    return KeySchema(key.name, key.value, .optional, key.doc)
  }

  /// Unlike a scenario's, the count of a recording may start outside the bounds.
  private static func checkCounts(_ policy: CheckedObject, _ report: inout RuleReport) {
    guard let min = policy.integerIfSet("min"), let max = policy.integerIfSet("max"), min > max
    else { return }
    report.add("min must not be above max: \(min) > \(max)", at: policy.place(of: "min"))
  }

  private static func checkPolicies(_ policy: CheckedObject, _ report: inout RuleReport) {
    let keys = PolicySection.policyKeys
    guard !keys.contains(where: { policy.values[$0] != nil || policy.places[$0] != nil }) else {
      return
    }
    let listed = keys.filter { $0 != "kubernetes_hpa" }.map { "`\($0)`" }
      .joined(separator: ", ")
    report.add("a policy is required: one of \(listed)", at: policy.place)
  }

  /// A recording has the CPU of the pods, and not the whole service's rate.
  private static func checkAutoscaler(_ policy: CheckedObject, _ report: inout RuleReport) {
    guard let autoscaler = policy.objectIfSet("kubernetes_hpa") else { return }
    let path = report.key("kubernetes_hpa")
    if let place = autoscaler.places["keda"] {
      report.add(
        "\(path).keda is for a simulation; a recording does not have its trigger, the requests of the"
          + " whole service", at: place)
    }
    for metric in autoscaler.objects("metrics") {
      guard let kind = metric.textIfSet("metric"), kind != PodMetric.Kind.cpu.rawValue else {
        continue
      }
      report.add(
        "\(path).metrics: `\(kind)` is for a simulation; a replay takes the metric `cpu` alone",
        at: metric.place(of: "metric"))
    }
  }

  private static func checkCreated(_ policy: CheckedObject, _ report: inout RuleReport) {
    if policy.textIfSet("alarms_created") != nil, let place = policy.places["alarm_states"] {
      report.add(
        "alarm_states is for alarms from before the recording, and alarms_created for new ones,"
          + " which begin in INSUFFICIENT_DATA; one of the two is allowed", at: place)
    }
    guard let text = policy.textIfSet("alarms_created"), UTCTime(iso8601: text) == nil else {
      return
    }
    report.add(
      "alarms_created must be a time in ISO 8601 such as 2026-12-01T02:00:44Z, not `\(text)`",
      at: policy.place(of: "alarms_created"))
  }

  static func policy(_ object: CheckedObject) -> ReplayPolicy {
    let min = Int(object.integer("min"))
    let initial = object.integerIfSet("initial").map { Int($0) }
    var service = ServiceConfiguration(
      name: object.text("name"), cpuUnits: 1024, memoryMB: 2048, share: 1, minTasks: min,
      maxTasks: Int(object.integer("max")), initialTasks: initial ?? min,
      demand: RequestDemand(cpu: .constant(0)))
    service.lifeCycle = LifeCycleSection.lifeCycle(object)
    service.metrics = LifeCycleSection.metrics(object)
    PolicySection.configure(&service, from: object)
    return ReplayPolicy(
      service: service, statesInitial: initial != nil,
      alarmsCreated: object.textIfSet("alarms_created").flatMap { UTCTime(iso8601: $0) },
      crons: DatedCron.all(in: object))
  }
}
