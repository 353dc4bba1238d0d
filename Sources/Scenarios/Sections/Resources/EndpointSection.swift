internal import Resources
internal import Units

/// `resources.aws_vpc_endpoint`.
enum EndpointSection: ResourceSection {
  static let key = "aws_vpc_endpoint"
  static let doc = "Interface endpoints; gateway endpoints are free and need no entry."

  static let schema = ObjectSchema([
    KeySchema("count", .integer(1...1000), .defaults("1"), "Endpoints."),
    KeySchema("zones", .integer(1...6), .defaults("2"), "Zones that each endpoint is in."),
    KeySchema("processed", VolumeSection.data, .optional, "Bytes through all of them."),
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    var endpoints = InterfaceEndpoints(
      name: name, region: region, endpoints: object.integer("count"),
      zones: object.integer("zones"))
    endpoints.processedBytes = object.volume("processed")
    return endpoints
  }
}
