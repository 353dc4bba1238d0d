internal import Simulation
internal import Units

/// `resources.aws_route53_zone`.
enum ZoneSection: ResourceSection {
  static let key = "aws_route53_zone"
  static let doc = "Route 53 hosted zones."

  static let schema = ObjectSchema([
    KeySchema(
      "count", .integer(1...25), .defaults("1"), "Hosted zones; more than 25 are priced otherwise."),
    KeySchema("queries", VolumeSection.count, .optional, "Standard queries answered."),
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    var zones = HostedZones(name: name, zones: object.integer("count"))
    zones.queries = object.volume("queries")
    return zones
  }
}
