internal import Autoscaling
internal import Units

/// `services.NAME.kubernetes_hpa`.
enum KubernetesHPASection {
  static let schema = ObjectSchema([
    KeySchema(
      "target", .decimal(DecimalRange(0, 1000, excludingLower: true)), .required,
      "CPU to hold, in percent of what a pod requests; the task's `cpu` is the request."),
    KeySchema(
      "behavior", .boolean, .defaults("true"),
      "`true`: the default `behavior` (+100 % or +4 pods in 15 s); `false`: the older limit of a"
        + " manifest without the block, double or four pods at a time."),
    KeySchema(
      "stabilization_window", .duration(.zero...(.hours(1))), .defaults("300s"),
      "The highest recommendation of this long holds against fewer pods."),
  ])

  static func autoscaler(_ object: CheckedObject) -> KubernetesHPA {
    var autoscaler = KubernetesHPA(target: object.double("target"))
    autoscaler.hasBehavior = object.boolean("behavior")
    autoscaler.stabilization = object.duration("stabilization_window")
    return autoscaler
  }
}
