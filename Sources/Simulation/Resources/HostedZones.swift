package import Ledger

/// Route 53 hosted zones and the standard queries they answer.
package struct HostedZones: UsageSource, Hashable {
  package var name: String
  package var zones: Int64
  package var queries: LoadVolume = LoadVolume()

  package init(name: String, zones: Int64) {
    self.name = name
    self.zones = zones
  }

  package func record(load: SystemLoad, into ledger: inout UsageLedger) {
    ledger.addItems(zones, to: MeterKey(.route53Zones, resource: name, region: "global"))
    ledger.addVolume(
      queries, load: load, to: MeterKey(.route53Queries, resource: name, region: "global"))
  }
}
