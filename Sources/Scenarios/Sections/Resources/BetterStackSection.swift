internal import Simulation
internal import Units

/// `resources.betterstack`.
enum BetterStackSection: ResourceSection {
  static let key = "betterstack"
  static let doc = "Better Stack, where logs are aggregated."

  static let schema = ObjectSchema([
    KeySchema("plan", .choice(["nano"]), .required, "The bundle, billed monthly."),
    KeySchema("responders", .integer(0...1000), .defaults("0"), "Responder seats."),
    KeySchema("ingest", VolumeSection.data, .optional, "Logs, traces and metrics sent there."),
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    var stack = BetterStack(name: name, plan: object.text("plan"))
    stack.responders = object.integer("responders")
    stack.ingest = object.volume("ingest")
    return stack
  }
}
