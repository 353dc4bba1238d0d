package import Ledger

/// Route 53 hosted zones and the standard queries they answer.
package struct HostedZones: UsageSource, Hashable {
  package var name: String
  package var zones: Int64
  package var queries: LoadVolume = LoadVolume()
  package var latencyQueries: LoadVolume = LoadVolume()
  package var geoQueries: LoadVolume = LoadVolume()
  /// Health checks of endpoints on AWS, and elsewhere.
  package var awsHealthChecks: Int64 = 0
  package var externalHealthChecks: Int64 = 0

  package init(name: String, zones: Int64) {
    self.name = name
    self.zones = zones
  }

  package func record(load: SystemLoad, into ledger: inout UsageLedger) {
    ledger.addItems(zones, to: MeterKey(.route53Zones, resource: name, region: "global"))
    ledger.addVolume(
      queries, load: load, to: MeterKey(.route53Queries, resource: name, region: "global"))
    for (variant, volume) in [("latency", latencyQueries), ("geo", geoQueries)] {
      let key = MeterKey(.route53Queries, resource: name, variant: variant, region: "global")
      ledger.addVolume(volume, load: load, to: key)
    }
    for (variant, count) in [("aws", awsHealthChecks), ("external", externalHealthChecks)] {
      let key = MeterKey(.route53HealthChecks, resource: name, variant: variant, region: "global")
      ledger.addItems(count, to: key)
    }
  }
}
