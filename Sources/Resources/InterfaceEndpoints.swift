package import Ledger

/// Interface endpoints (PrivateLink): endpoints × zones by started clock hours, and bytes.
package struct InterfaceEndpoints: UsageSource, Hashable {
  package var name: String
  package var region: String
  package var endpoints: Int64
  package var zones: Int64
  package var processedBytes: LoadVolume = LoadVolume()

  package init(name: String, region: String, endpoints: Int64, zones: Int64) {
    self.name = name
    self.region = region
    self.endpoints = endpoints
    self.zones = zones
  }

  package func record(load: SystemLoad, into ledger: inout UsageLedger) {
    ledger.addItemHours(
      endpoints * zones, to: MeterKey(.interfaceEndpointHours, resource: name, region: region))
    ledger.addVolume(
      processedBytes, load: load,
      to: MeterKey(.interfaceEndpointBytes, resource: name, region: region))
  }
}
