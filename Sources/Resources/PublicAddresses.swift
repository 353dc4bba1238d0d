package import Ledger

/// Public IPv4 addresses, in use or idle.
package struct PublicAddresses: UsageSource, Hashable {
  package var name: String
  package var region: String
  package var count: Int64

  package init(name: String, region: String, count: Int64) {
    self.name = name
    self.region = region
    self.count = count
  }

  package func record(load: SystemLoad, into ledger: inout UsageLedger) {
    ledger.addItems(count, to: MeterKey(.publicIPv4, resource: name, region: region))
  }
}
