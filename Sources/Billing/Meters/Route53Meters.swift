internal import Ledger

/// Hosted zones and queries of Route 53, which has no Region of its own.
enum Route53Meters {
  static let rules: [any MeterRule] = [
    DirectMeter(
      meter: .route53Zones, service: .route53, noun: "zones", price: .always("route53.zone"),
      listedUnder: PriceLookup.usualRegion),
    DirectMeter(
      meter: .route53HealthChecks, service: .route53, noun: "health-checks",
      price: .pattern(prefix: "route53.health_check.", such: ["aws", "external"]),
      listedUnder: PriceLookup.usualRegion),
    DirectMeter(
      meter: .route53Queries, service: .route53, noun: "queries",
      price: .byVariant([
        ("", SKUName("route53.queries")), ("latency", SKUName("route53.queries.latency")),
        ("geo", SKUName("route53.queries.geo")),
      ]),
      listedUnder: PriceLookup.usualRegion),
  ]
}
