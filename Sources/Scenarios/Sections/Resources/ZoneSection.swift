internal import Resources
internal import Units

/// `resources.aws_route53_zone`.
enum ZoneSection: ResourceSection {
  static let key = "aws_route53_zone"
  static let doc = "Route 53 hosted zones."

  static let schema = ObjectSchema([
    KeySchema(
      "count", .integer(1...25), .defaults("1"), "Hosted zones; more than 25 are priced otherwise."),
    KeySchema("queries", VolumeSection.count, .optional, "Standard queries answered."),
    KeySchema(
      "latency_queries", VolumeSection.count, .optional, "Queries with latency-based routing."),
    KeySchema("geo_queries", VolumeSection.count, .optional, "Queries with geolocation routing."),
    KeySchema(
      "health_checks", .integer(0...1000), .defaults("0"), "Health checks of AWS endpoints."),
    KeySchema(
      "external_health_checks", .integer(0...1000), .defaults("0"),
      "Health checks of endpoints elsewhere."),
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    var zones = HostedZones(name: name, zones: object.integer("count"))
    zones.queries = object.volume("queries")
    zones.latencyQueries = object.volume("latency_queries")
    zones.geoQueries = object.volume("geo_queries")
    zones.awsHealthChecks = object.integer("health_checks")
    zones.externalHealthChecks = object.integer("external_health_checks")
    return zones
  }
}
