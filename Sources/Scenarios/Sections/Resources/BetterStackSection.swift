internal import Resources
internal import Units

/// `resources.betterstack`.
enum BetterStackSection: ResourceSection {
  static let key = "betterstack"
  static let doc = "Better Stack, where logs are aggregated."

  static let schema = ObjectSchema([
    KeySchema("plan", .choice(["free", "nano"]), .required, "The bundle."),
    KeySchema(
      "billing", .choice(["monthly", "annual"]), .defaults("monthly"),
      "Whether bundle and seats are paid by the month or a year ahead."),
    KeySchema("responders", .integer(0...1000), .defaults("0"), "Responder seats."),
    KeySchema("ingest", VolumeSection.data, .optional, "Logs, traces and metrics sent there."),
    KeySchema(
      "retained", .decimal(DecimalRange(0, 1_000_000)), .defaults("0"),
      "GB of logs kept beyond what the bundle keeps."),
    KeySchema(
      "metrics", .decimal(DecimalRange(0, 1_000_000)), .defaults("0"),
      "GB of metrics kept beyond the bundle."),
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    let isAnnual = object.text("billing") == "annual"
    let plan = object.text("plan")
    var stack = BetterStack(name: name, plan: isAnnual && plan != "free" ? plan + ".annual" : plan)
    stack.respondersArePaidAnnually = isAnnual
    stack.retainedBytes = object.bytes("retained")
    stack.metricBytes = object.bytes("metrics")
    stack.responders = object.integer("responders")
    stack.ingest = object.volume("ingest")
    return stack
  }
}
