package import Ledger

/// KMS customer managed keys, and symmetric requests.
package struct EncryptionKeys: UsageSource, Hashable {
  package var name: String
  package var region: String
  package var count: Int64
  package var requests: LoadVolume = LoadVolume()
  /// With asymmetric keys, for which nothing is free.
  package var asymmetricRequests: LoadVolume = LoadVolume()

  package init(name: String, region: String, count: Int64) {
    self.name = name
    self.region = region
    self.count = count
  }

  package func record(load: SystemLoad, into ledger: inout UsageLedger) {
    ledger.addItems(count, to: MeterKey(.kmsKeys, resource: name, region: region))
    ledger.addVolume(
      requests, load: load, to: MeterKey(.kmsRequests, resource: name, region: region))
    ledger.addVolume(
      asymmetricRequests, load: load,
      to: MeterKey(.kmsRequests, resource: name, variant: "asymmetric", region: region))
  }
}
