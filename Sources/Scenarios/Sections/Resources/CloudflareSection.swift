internal import Simulation
internal import Units

/// `resources.cloudflare_zone`.
enum CloudflareSection: ResourceSection {
  static let key = "cloudflare_zone"
  static let doc = "Domains on a paid Cloudflare plan."

  static let schema = ObjectSchema([
    KeySchema("plan", .choice(["pro", "business"]), .required, "The plan."),
    KeySchema("domains", .integer(1...1000), .defaults("1"), "Domains."),
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    CloudflarePlan(name: name, plan: object.text("plan"), domains: object.integer("domains"))
  }
}
