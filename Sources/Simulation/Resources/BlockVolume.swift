package import Ledger

/// An EBS volume: its provisioned bytes; the variant is its type.
package struct BlockVolume: UsageSource, Hashable {
  package var name: String
  package var region: String
  /// Such as `gp3`.
  package var type: String
  package var bytes: Int64

  package init(name: String, region: String, type: String, bytes: Int64) {
    self.name = name
    self.region = region
    self.type = type
    self.bytes = bytes
  }

  package func record(load: SystemLoad, into ledger: inout UsageLedger) {
    ledger.addStored(
      bytes: bytes, to: MeterKey(.ebsStorage, resource: name, variant: type, region: region))
  }
}
