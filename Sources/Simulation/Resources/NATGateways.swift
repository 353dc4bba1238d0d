package import Ledger

/// NAT gateways: each by started clock hours, and every byte they pass in either direction.
package struct NATGateways: UsageSource, Hashable {
  package var name: String
  package var region: String
  package var count: Int64
  package var processedBytes: LoadVolume

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
  }
}
