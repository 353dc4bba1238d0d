package import Ledger
package import Units

/// A CloudWatch log group: bytes in, bytes kept, bytes scanned by Insights.
///
/// Ingest counts uncompressed bytes, storage compressed ones. What is kept is the steady state: the
/// period's mean ingest over the days of retention × compression, as though the time before had been
/// like this period; with `historyDays` it grows until the retention is reached.
package struct LogGroup: GrowingSource, Hashable {
  package var name: String
  package var region: String
  /// Uncompressed bytes.
  package var ingest: LoadVolume
  package var retentionDays: Int64
  /// Stored bytes for each byte taken in, 0 to 1.
  package var compression: Decimal12
  /// Bytes that Insights queries read.
  package var scanned: LoadVolume = LoadVolume()
  /// Days that logs have come in before the period, where that is less than the retention; `nil` for
  /// the steady state.
  package var historyDays: Int64? = nil

  package init(
    name: String, region: String, ingest: LoadVolume, retentionDays: Int64, compression: Decimal12
  ) {
    self.name = name
    self.region = region
    self.ingest = ingest
    self.retentionDays = retentionDays
    self.compression = compression
  }

  package func record(load: SystemLoad, into ledger: inout UsageLedger) {
    let key = MeterKey(.cloudWatchLogsIngest, resource: name, region: region)
    ledger.addVolume(ingest, load: load, to: key)
    if let historyDays {
      let stock = GrowingStock(inflow: ledger.readings(of: key), historyDays: historyDays)
      let compression = compression.trillionths
      let hours = Int(retentionDays * 24)
      ledger.addStock(
        { stock.bytes(agedFrom: 0, to: hours, atHour: $0) * compression / Decimal12.one },
        to: MeterKey(.cloudWatchLogsStorage, resource: name, region: region))
      ledger.addVolume(
        scanned, load: load, to: MeterKey(.cloudWatchInsights, resource: name, region: region))
      return
    }
    let kept =
      ledger.total(of: key) * Int128(retentionDays * 86_400) * compression.trillionths
      / (Int128(ledger.calendar.period.seconds) * Decimal12.one)
    ledger.addStored(
      bytes: Int64(clamping: kept),
      to: MeterKey(.cloudWatchLogsStorage, resource: name, region: region))
    ledger.addVolume(
      scanned, load: load, to: MeterKey(.cloudWatchInsights, resource: name, region: region))
  }

  package func carried(months: Int64) -> LogGroup {
    var group = self
    group.historyDays = historyDays.map { $0 + months * 730 / 24 }
    return group
  }
}
