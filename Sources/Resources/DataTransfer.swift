package import Ledger

/// Bytes that leave for the internet or cross a zone boundary.
///
/// A byte that crosses a boundary is one reading; AWS bills it on both sides.
package struct DataTransfer: UsageSource, Hashable {
  package var name: String
  package var region: String
  package var internetEgress: LoadVolume = LoadVolume()
  package var interAZ: LoadVolume = LoadVolume()
  /// Bytes to one other Region, and which it is.
  package var interRegion: LoadVolume = LoadVolume()
  package var otherRegion: String? = nil

  package init(name: String, region: String) {
    self.name = name
    self.region = region
  }

  package func record(load: SystemLoad, into ledger: inout UsageLedger) {
    ledger.addVolume(
      internetEgress, load: load, to: MeterKey(.internetEgress, resource: name, region: region))
    ledger.addVolume(interAZ, load: load, to: MeterKey(.interAZ, resource: name, region: region))
    if let otherRegion {
      ledger.addVolume(
        interRegion, load: load, to: .interRegion(from: region, to: otherRegion, sender: name))
    }
  }
}
