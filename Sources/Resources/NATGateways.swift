package import Ledger

/// NAT gateways: each by started clock hours, and every byte they pass in either direction.
package struct NATGateways: UsageSource, Hashable {
  package var name: String
  package var region: String
  package var count: Int64
  package var processedBytes: LoadVolume
  /// Bytes to and from S3 in the same Region, which a gateway endpoint takes off the gateways for
  /// free.
  package var s3Bytes: LoadVolume = LoadVolume()
  package var hasGatewayEndpoint = false

  package init(name: String, region: String, count: Int64, processedBytes: LoadVolume) {
    self.name = name
    self.region = region
    self.count = count
    self.processedBytes = processedBytes
  }

  package func record(load: SystemLoad, into ledger: inout UsageLedger) {
    ledger.addItemHours(count, to: MeterKey(.natHours, resource: name, region: region))
    ledger.addVolume(
      processedBytes, load: load, to: MeterKey(.natBytes, resource: name, region: region))
    if hasGatewayEndpoint {
      ledger.addItemHours(
        1, to: MeterKey(.gatewayEndpointHours, resource: name, region: region))
    } else {
      ledger.addVolume(
        s3Bytes, load: load, to: MeterKey(.natBytes, resource: name, region: region))
    }
  }
}
