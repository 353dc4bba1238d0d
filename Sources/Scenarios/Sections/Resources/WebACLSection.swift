internal import Simulation

/// `resources.aws_wafv2_web_acl`.
enum WebACLSection: ResourceSection {
  static let key = "aws_wafv2_web_acl"
  static let doc = "AWS WAF web ACLs."

  static let schema = ObjectSchema([
    KeySchema("rules", .integer(0...1000), .required, "Rules and managed rule groups."),
    KeySchema(
      "requests", VolumeSection.count, .required, "Requests inspected; `per_request: 1` for all."),
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    WebACL(
      name: name, region: region, rules: object.integer("rules"),
      requests: object.volume("requests"))
  }
}
