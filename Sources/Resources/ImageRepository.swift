package import Ledger

/// An ECR repository: the compressed bytes of its images.
package struct ImageRepository: UsageSource, Hashable {
  package var name: String
  package var region: String
  package var bytes: Int64

  package init(name: String, region: String, bytes: Int64) {
    self.name = name
    self.region = region
    self.bytes = bytes
  }

  package func record(load: SystemLoad, into ledger: inout UsageLedger) {
    ledger.addStored(bytes: bytes, to: MeterKey(.ecrStorage, resource: name, region: region))
  }
}
