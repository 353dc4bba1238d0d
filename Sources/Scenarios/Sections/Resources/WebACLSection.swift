internal import Resources

/// `resources.aws_wafv2_web_acl`.
enum WebACLSection: ResourceSection {
  static let key = "aws_wafv2_web_acl"
  static let doc = "AWS WAF web ACLs."

  static let schema = ObjectSchema([
    KeySchema("rules", .integer(0...1000), .required, "Rules and managed rule groups."),
    KeySchema(
      "requests", VolumeSection.count, .required, "Requests inspected; `per_request: 1` for all."),
    KeySchema(
      "capacity_units", .integer(0...5000), .defaults("0"),
      "Capacity units (WCU) of all rules; above 1,500 each further 500 make requests dearer."),
    KeySchema(
      "bot_control", .boolean, .defaults("false"), "Bot Control at its common level."),
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    var acl = WebACL(
      name: name, region: region, rules: object.integer("rules"),
      requests: object.volume("requests"))
    acl.capacityUnits = object.integer("capacity_units")
    acl.hasBotControl = object.boolean("bot_control")
    return acl
  }
}
