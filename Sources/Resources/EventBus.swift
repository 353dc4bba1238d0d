package import Ledger
internal import Units

/// An EventBridge bus: custom and partner events, those of AWS services, archives and replays.
///
/// Each started 64 KB of a custom event counts as one. Replayed events are paid for like custom ones.
/// An archive grows by what goes in until its retention is reached (AWS, "EventBridge pricing").
package struct EventBus: GrowingSource, Hashable {
  package var name: String
  package var region: String
  package var customEvents: LoadVolume = LoadVolume()
  /// Mean size of a custom event.
  package var eventBytes: Int64 = 0
  package var awsEvents: LoadVolume = LoadVolume()
  package var replayedEvents: LoadVolume = LoadVolume()
  /// Events that schema discovery reads.
  package var discoveredEvents: LoadVolume = LoadVolume()
  /// Bytes put into the archive.
  package var archived: LoadVolume = LoadVolume()
  /// `nil` for good.
  package var archiveDays: Int64? = nil
  /// Days that events have been archived like this before the period.
  package var archiveHistoryDays: Int64 = 0

  package init(name: String, region: String) {
    self.name = name
    self.region = region
  }

  package func record(load: SystemLoad, into ledger: inout UsageLedger) {
    let chunks = Int128(max(1, eventBytes.ceilingDivided(by: 64 * 1024)))
    let custom = customEvents.readings(load: load, calendar: ledger.calendar)
    ledger.addEachHour(to: key(.eventBridgeEvents, "custom")) { Int128(custom[$0]) * chunks }
    ledger.addVolume(awsEvents, load: load, to: key(.eventBridgeEvents, "aws"))
    ledger.addVolume(replayedEvents, load: load, to: key(.eventBridgeEvents, "replay"))
    ledger.addVolume(discoveredEvents, load: load, to: key(.eventBridgeDiscovery))
    guard !archived.isZero else { return }
    ledger.addVolume(archived, load: load, to: key(.eventBridgeArchived))
    let stock = GrowingStock(
      inflow: ledger.readings(of: key(.eventBridgeArchived)), historyDays: archiveHistoryDays)
    let hours = archiveDays.map { Int($0 * 24) }
    ledger.addStock(
      { stock.bytes(agedFrom: 0, to: hours, atHour: $0) }, to: key(.eventBridgeArchive))
  }

  package func carried(months: Int64) -> EventBus {
    var bus = self
    bus.archiveHistoryDays += months * 730 / 24
    return bus
  }

  private func key(_ meter: MeterID, _ variant: String = "") -> MeterKey {
    MeterKey(meter, resource: name, variant: variant, region: region)
  }
}
