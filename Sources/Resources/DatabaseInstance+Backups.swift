internal import Ledger
internal import Units

extension DatabaseInstance {
  /// Bytes of automated backups at the start of hour `hour` of the period.
  package func backupBytes(atHour hour: Int64) -> Int64 {
    guard backupDays > 0 else { return 0 }
    let size = storage.data(atHour: hour)
    let age = backupHistoryDays.map { $0 + hour / 24 } ?? backupDays
    let increments = min(backupDays - 1, age)
    let changes = increment(of: size).trillionths * Int128(increments)
    return size + Int64(clamping: changes.floorDivided(by: Decimal12.one))
  }

  /// Bytes that change between two daily backups of so many.
  private func increment(of size: Int64) -> Decimal12 {
    Decimal12(trillionths: dailyChange.trillionths * Int128(size))
  }

  func recordBackups(load: SystemLoad, into ledger: inout UsageLedger) {
    let regions = [region] + (backupDays > 0 ? [copyRegion].compactMap(\.self) : [])
    for place in regions {
      let key = MeterKey(.rdsBackup, resource: name, region: place)
      let manual = place == region ? snapshotBytes : 0
      let calendar = ledger.calendar
      ledger.addEachHour(to: key) { hour in
        Int128(backupBytes(atHour: Int64(hour)) + manual)
          * Int128(calendar.milliseconds(inHour: hour) / 1000)
      }
    }
    guard let copyRegion, backupDays > 0 else { return }
    let size = storage.data(atHour: 0)
    let key = MeterKey.interRegion(from: region, to: copyRegion, sender: name)
    ledger.addVolume(
      LoadVolume(perMonth: Decimal12(trillionths: increment(of: size).trillionths * 30)),
      load: load, to: key)
    if backupHistoryDays == 0 { ledger.add(size, to: key, hour: 0) }
  }
}
