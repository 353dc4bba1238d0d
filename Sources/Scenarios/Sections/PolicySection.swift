internal import Autoscaling
internal import Simulation
internal import Units

/// The scaling policies of a service: keys side by side, each one mapping or a list.
enum PolicySection {
  /// The keys that hold policies.
  static let policyKeys = [
    "target_tracking", "step_scaling", "scheduled", "predictive", "kubernetes_hpa",
  ]

  static let keys = [
    KeySchema(
      "target_tracking", .oneOrMany(TargetTrackingSection.schema), .optional,
      "Target tracking policies (`TargetTrackingScaling`)."),
    KeySchema(
      "step_scaling", .oneOrMany(StepScalingSection.schema), .optional,
      "Step scaling policies (`StepScaling`), each with the alarm that invokes it."),
    KeySchema(
      "scheduled", .oneOrMany(ScheduledSection.schema), .optional,
      "Scheduled actions: bounds that are set at certain times."),
    KeySchema(
      "predictive", .oneOrMany(PredictiveSection.schema), .optional,
      "Predictive scaling policies (`PredictiveScaling`): hourly forecasts from the trace before the"
        + " period and from the run itself, 24 hours at least and 14 days at most."),
    KeySchema(
      "kubernetes_hpa", .object(KubernetesHPASection.schema), .optional,
      "A Kubernetes horizontal pod autoscaler in place of AWS's policies, for comparison."),
    KeySchema(
      "suspended_state", .oneOrMany(SuspensionSection.schema), .optional,
      "Times in which kinds of scaling are switched off."),
    KeySchema(
      "alarm_phases", .object(AlarmPhasesSection.schema), .optional,
      "Seconds into each minute at which the alarms are evaluated; absent: drawn from the seed."),
    KeySchema(
      "alarm_states", .object(AlarmPhasesSection.states), .optional,
      "States of the alarms at the start, where they existed before; absent: they begin in"
        + " INSUFFICIENT_DATA."),
    KeySchema(
      "desired_count_changes", .oneOrMany(DesiredCountSection.schema), .optional,
      "Counts that somebody else than a policy sets: by hand, or a tool that applies its template."),
  ]
}

extension PolicySection {
  /// All that decides a service's count, for a scenario and for a replay.
  static func configure(_ service: inout ServiceConfiguration, from object: CheckedObject) {
    service.policies = policies(object)
    service.scheduledActions = object.objects("scheduled").enumerated().compactMap {
      ScheduledSection.action($0.element, index: $0.offset)
    }
    service.deployments = object.objects("deployment").compactMap(DeploymentSection.deployment)
    service.desiredCountChanges = object.objects("desired_count_changes").compactMap(
      DesiredCountSection.change)
    service.kubernetesHPA = object.objectIfSet("kubernetes_hpa").map(
      KubernetesHPASection.autoscaler)
    service.suspensions = object.objects("suspended_state").map(SuspensionSection.suspension)
    service.alarmPhases = AlarmPhasesSection.phases(object)
    service.alarmStates = AlarmPhasesSection.states(object)
    if let interval = object.durationIfSet("alarm_action_interval") {
      service.alarmActionInterval = interval
    }
  }

  /// Target tracking first, then step scaling and predictive scaling, each in the order of the file.
  static func policies(_ service: CheckedObject) -> [any ScalingPolicy] {
    service.objects(TargetTracking.key).map { TargetTrackingSection.policy($0) }
      + service.objects(StepScaling.key).enumerated().map { index, object in
        StepScalingSection.policy(object, index: index)
      } + service.objects(PredictiveScaling.key).map { PredictiveSection.policy($0) }
  }

  /// Application Auto Scaling's quotas for a scalable target (aws-autoscaling reference section 1).
  private static func checkQuotas(_ service: CheckedObject, _ report: inout RuleReport) {
    let policyKinds = [TargetTracking.key, StepScaling.key, PredictiveScaling.key]
    let policies = policyKinds.map { service.objects($0).count }.reduce(0, +)
    for (count, most, what, key) in [
      (policies, 50, "scaling policies", policyKinds.first { service.places[$0] != nil }),
      (service.objects("scheduled").count, 200, "scheduled actions", "scheduled"),
    ] where count > most {
      report.add(
        "\(count) \(what) are more than AWS allows a service; at most \(most) are allowed",
        at: key.flatMap { service.places[$0] } ?? service.place)
    }
  }

  /// The scaling log and AWS tell policies apart by name, so names must differ.
  static func check(_ service: CheckedObject, _ report: inout RuleReport) {
    checkQuotas(service, &report)
    if service.places["kubernetes_hpa"] != nil, service.integerIfSet("min") == 0,
      service.objectIfSet("kubernetes_hpa")?.places["keda"] == nil
    {
      report.add(
        "\(report.key("min")) must be 1 or more with kubernetes_hpa without keda: without a pod there"
          + " is no CPU to scale on", at: service.place(of: "min"))
    }
    if let place = service.places["kubernetes_hpa"],
      policyKeys.contains(where: { $0 != "kubernetes_hpa" && service.places[$0] != nil })
    {
      report.add(
        "\(report.key("kubernetes_hpa")) stands alone; AWS's policies beside it are not allowed",
        at: place)
    }
    var metrics: Set<String> = []
    for policy in service.objects(TargetTracking.key) {
      guard let kind = policy.textIfSet("metric") else { continue }
      let metric =
        MetricMathSection.math(of: policy)?.0.label
        ?? policy.textIfSet(CustomMetricKeys.metricName.name)
        ?? ScalingMetric(rawValue: kind).map {
          MetricIdentity($0, statistic: CustomMetricKeys.statistic(of: policy)).text
        } ?? kind
      guard !metrics.insert(metric.lowercased()).inserted else { continue }
      report.add(
        "\(report.key("target_tracking")): two policies track `\(metric)`; one metric, one policy",
        at: policy.place(of: "metric"))
    }
    var names: Set<String> = []
    for policy in service.objects(StepScaling.key) {
      guard let name = policy.textIfSet("name"), !names.insert(name).inserted else { continue }
      report.add(
        "\(report.key("step_scaling")): two policies are named `\(name)`; names must differ",
        at: policy.place(of: "name"))
    }
  }

  /// No load makes a custom metric.
  static func checkCustom(_ service: CheckedObject, _ report: inout RuleReport) {
    let watchers =
      service.objects(TargetTracking.key)
      + service.objects(StepScaling.key).compactMap { $0.objectIfSet("alarm") }
    let hasQueue = service.places["queue"] != nil
    let allowed = ScalingMetric.watchable.filter { metric in
      metric != .custom && !(hasQueue ? metric.isOfLoadBalancer : metric.isOfQueue)
    }.map { "`\($0.rawValue)`" }
    for watcher in watchers where watcher.textIfSet("metric") == ScalingMetric.custom.rawValue {
      report.add(
        "the metric `custom` is one that only a recording has, for `tosscost replay`; a simulation"
          + " makes \(allowed.joined(separator: ", "))", at: watcher.place(of: "metric"))
    }
  }

  /// A simulation knows the CPU of each task, and the memory of a mean one.
  static func checkStatistics(_ service: CheckedObject, _ report: inout RuleReport) {
    let watchers =
      service.objects(TargetTracking.key)
      + service.objects(StepScaling.key).compactMap { $0.objectIfSet("alarm") }
    for watcher in watchers where watcher.textIfSet("metric") == ScalingMetric.memory.rawValue {
      guard let statistic = CustomMetricKeys.statistic(of: watcher), statistic != .average,
        MetricStatistic.overTasks.contains(statistic)
      else { continue }
      report.add(
        "the \(statistic.rawValue) of `memory` is one that only a recording has, for `tosscost replay`;"
          + " a simulation makes its Average", at: watcher.place(of: "statistic"))
    }
  }

  /// Without a model of memory its metric would be zero for ever.
  static func checkMemory(_ service: CheckedObject, _ report: inout RuleReport) {
    guard let request = service.objectIfSet("request"), request.objectIfSet("memory") == nil,
      request.places["memory"] == nil
    else { return }
    let watchers =
      service.objects(TargetTracking.key) + service.objects(PredictiveScaling.key)
      + service.objects(StepScaling.key).compactMap { $0.objectIfSet("alarm") }
      + (service.objectIfSet("kubernetes_hpa")?.objects("metrics") ?? [])
    for watcher in watchers {
      guard let metric = watcher.textIfSet("metric"), metric.hasPrefix("memory") else { continue }
      report.add(
        "\(report.key("request")).memory is required where a policy watches `\(metric)`: the MB that"
          + " a task uses",
        at: watcher.place(of: "metric"))
    }
  }
}
