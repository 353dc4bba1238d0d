internal import Simulation
internal import Units

/// `resources.aws_nat_gateway`.
enum NATSection: ResourceSection {
  static let key = "aws_nat_gateway"
  static let doc = "NAT gateways."

  static let schema = ObjectSchema([
    KeySchema("count", .integer(1...1000), .defaults("1"), "Gateways, one a zone."),
    KeySchema(
      "processed", VolumeSection.data, .optional, "Bytes through all of them, both directions."),
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    NATGateways(
      name: name, region: region, count: object.integer("count"),
      processedBytes: object.volume("processed"))
  }
}
