internal import Resources
internal import Units

/// `resources.aws_kms_key`.
enum KeySection: ResourceSection {
  static let key = "aws_kms_key"
  static let doc = "KMS customer managed keys."

  static let schema = ObjectSchema([
    KeySchema("count", .integer(1...1000000), .defaults("1"), "Keys."),
    KeySchema("requests", VolumeSection.count, .optional, "Symmetric requests."),
    KeySchema(
      "asymmetric_requests", VolumeSection.count, .optional,
      "Requests with asymmetric keys, for which nothing is free."),
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    var keys = EncryptionKeys(name: name, region: region, count: object.integer("count"))
    keys.requests = object.volume("requests")
    keys.asymmetricRequests = object.volume("asymmetric_requests")
    return keys
  }
}
