internal import Autoscaling
internal import Units

/// `services.NAME.kubernetes_hpa`.
enum KubernetesHPASection {
  static let schema = ObjectSchema(keys, rules: [checkMetrics])

  private static let keys = [
    KeySchema(
      "target", .decimal(DecimalRange(0, 1000, excludingLower: true)), .optional,
      "CPU to hold, in percent of what a pod requests; the task's `cpu` is the request. In place of"
        + " `metrics`."),
    KeySchema(
      "metrics", .list(of: .object(metric)), .optional,
      "What to hold, each metric once: the one that asks for most pods decides."),
    KeySchema(
      "keda", .object(keda), .optional,
      "KEDA scales from none to one pod and back, on `requests_per_second`; needed for a `min` of"
        + " 0."),
    KeySchema(
      "behavior", .boolean, .defaults("true"),
      "`true`: the default `behavior` (+100 % or +4 pods in 15 s); `false`: the older limit of a"
        + " manifest without the block, double or four pods at a time."),
    KeySchema(
      "stabilization_window", .duration(.zero...(.hours(1))), .defaults("300s"),
      "The highest recommendation of this long holds against fewer pods."),
    KeySchema(
      "metric_resolution", .duration(.seconds(15)...(.seconds(60))), .defaults("15s"),
      "How often there is a new point of each metric (`--metric-resolution` of the metrics server)."
    ),
  ]

  private static let metric = ObjectSchema([
    KeySchema(
      "metric", .choice(PodMetric.Kind.allCases.map(\.rawValue)), .required,
      "`cpu` and `memory` in percent of what a pod requests, the mean over the pods;"
        + " `requests_per_second` of the whole service, shared evenly."),
    KeySchema(
      "target", .decimal(DecimalRange(0, 1_000_000, excludingLower: true)), .required,
      "Percent, or requests a second of one pod."),
  ])

  private static let keda = ObjectSchema([
    KeySchema(
      "polling_interval", .duration(.seconds(1)...(.hours(1))), .defaults("30s"),
      "How often the trigger is looked at."),
    KeySchema(
      "cooldown_period", .duration(.zero...(.hours(24))), .defaults("300s"),
      "From the last poll that found it active to no pod; only where `min` is 0."),
    KeySchema(
      "activation_threshold", .decimal(DecimalRange(0, 1_000_000)), .defaults("0"),
      "Requests a second above which the trigger is active."),
  ])

  private static func checkMetrics(_ object: CheckedObject, _ report: inout RuleReport) {
    let metrics = object.objects("metrics")
    let kinds = metrics.compactMap { $0.textIfSet("metric") }
    switch (object.places["target"] != nil, object.places["metrics"]) {
    case (true, let place?):
      report.add(
        "\(report.key("metrics")) is in place of target; one of the two is allowed", at: place)
    case (false, nil):
      report.add("\(report.path) needs `target` or `metrics`", at: object.place)
    case (false, let place?) where metrics.isEmpty && object.values["metrics"] != nil:
      report.add("\(report.key("metrics")) must name a metric", at: place)
    default: break
    }
    for (place, metric) in metrics.enumerated() {
      guard let kind = metric.textIfSet("metric"), kinds.prefix(place).contains(kind) else {
        continue
      }
      report.add(
        "\(report.key("metrics")): `\(kind)` is there twice; each metric once is allowed",
        at: metric.place(of: "metric"))
    }
    if let place = object.places["keda"],
      !kinds.contains(PodMetric.Kind.requestsPerSecond.rawValue)
    {
      report.add(
        "\(report.key("keda")) needs `requests_per_second` among the metrics: its trigger",
        at: place)
    }
  }

  static func autoscaler(_ object: CheckedObject) -> KubernetesHPA {
    var autoscaler = KubernetesHPA(
      metrics: object.decimalIfSet("target").map { [PodMetric(.cpu, target: $0.approximation)] }
        ?? object.objects("metrics").map {
          PodMetric($0.choice("metric", as: PodMetric.Kind.self), target: $0.double("target"))
        })
    autoscaler.keda = object.objectIfSet("keda").map { keda in
      var scaler = KEDAScaler()
      scaler.pollingInterval = keda.duration("polling_interval")
      scaler.cooldownPeriod = keda.duration("cooldown_period")
      scaler.activationThreshold = keda.double("activation_threshold")
      return scaler
    }
    autoscaler.hasBehavior = object.boolean("behavior")
    autoscaler.stabilization = object.duration("stabilization_window")
    autoscaler.metricResolution = object.duration("metric_resolution")
    return autoscaler
  }
}
