internal import Resources
internal import Units

/// `resources.aws_nat_gateway`.
enum NATSection: ResourceSection {
  static let key = "aws_nat_gateway"
  static let doc = "NAT gateways."

  static let schema = ObjectSchema([
    KeySchema("count", .integer(1...1000), .defaults("1"), "Gateways, one a zone."),
    KeySchema(
      "processed", VolumeSection.data, .optional, "Bytes through all of them, both directions."),
    KeySchema(
      "s3_traffic", VolumeSection.data, .optional,
      "Bytes to and from S3, on top of `processed`; a gateway endpoint takes them off the gateways."
    ),
    KeySchema(
      "s3_gateway_endpoint", .boolean, .defaults("false"),
      "A gateway endpoint for S3, which is free, carries `s3_traffic`."),
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    var gateways = NATGateways(
      name: name, region: region, count: object.integer("count"),
      processedBytes: object.volume("processed"))
    gateways.s3Bytes = object.volume("s3_traffic")
    gateways.hasGatewayEndpoint = object.boolean("s3_gateway_endpoint")
    return gateways
  }
}
