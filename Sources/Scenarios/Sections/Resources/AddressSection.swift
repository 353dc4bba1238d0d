internal import Resources
internal import Units

/// `resources.aws_eip`.
enum AddressSection: ResourceSection {
  static let key = "aws_eip"
  static let doc = "Public IPv4 addresses, in use or idle."

  static let schema = ObjectSchema([
    KeySchema("count", .integer(1...100000), .defaults("1"), "Addresses.")
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    PublicAddresses(name: name, region: region, count: object.integer("count"))
  }
}
