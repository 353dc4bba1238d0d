package import Ledger

/// Secrets Manager: secrets, and the calls that read them.
package struct Secrets: UsageSource, Hashable {
  package var name: String
  package var region: String
  package var count: Int64
  package var calls: LoadVolume = LoadVolume()

  package init(name: String, region: String, count: Int64) {
    self.name = name
    self.region = region
    self.count = count
  }

  package func record(load: SystemLoad, into ledger: inout UsageLedger) {
    ledger.addItems(count, to: MeterKey(.secrets, resource: name, region: region))
    ledger.addVolume(calls, load: load, to: MeterKey(.secretCalls, resource: name, region: region))
  }
}
