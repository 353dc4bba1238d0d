internal import Resources
internal import Units

/// `resources.cloudflare_zone`.
enum CloudflareSection: ResourceSection {
  static let key = "cloudflare_zone"
  static let doc = "Domains on a paid Cloudflare plan."

  static let schema = ObjectSchema([
    KeySchema("plan", .choice(["pro", "business"]), .required, "The plan."),
    KeySchema(
      "billing", .choice(["monthly", "annual"]), .defaults("monthly"),
      "Whether the plan is paid by the month or a year ahead."),
    KeySchema("domains", .integer(1...1000), .defaults("1"), "Domains."),
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    let annual = object.text("billing") == "annual" ? ".annual" : ""
    return CloudflarePlan(
      name: name, plan: object.text("plan") + annual, domains: object.integer("domains"))
  }
}
