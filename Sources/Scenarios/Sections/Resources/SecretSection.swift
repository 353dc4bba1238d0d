internal import Resources
internal import Units

/// `resources.aws_secretsmanager_secret`.
enum SecretSection: ResourceSection {
  static let key = "aws_secretsmanager_secret"
  static let doc = "Secrets."

  static let schema = ObjectSchema([
    KeySchema("count", .integer(1...1000000), .defaults("1"), "Secrets."),
    KeySchema("api_calls", VolumeSection.count, .optional, "Calls that read them."),
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    var secrets = Secrets(name: name, region: region, count: object.integer("count"))
    secrets.calls = object.volume("api_calls")
    return secrets
  }
}
