package import Ledger
package import Units

/// An RDS instance with its storage and backups: a primary or a read replica.
///
/// - Instance and provisioned storage: one thing, and its bytes, for the whole period. Multi-AZ is a
///   variant with a price of its own.
/// - Backups: one full copy and an increment for each further day of retention, as in steady state:
///   storage × (1 + (days − 1) × daily change). Nothing is kept at zero days.
/// - Cross-region copy: the same again in the other Region, and one increment a day sent there, 30 a
///   month of 730 hours. The first full copy is taken to have been sent before the period.
///
/// Source: prices reference, sections 1 and 2 (245 GB kept, 150 GB a month sent).
package struct DatabaseInstance: UsageSource, Hashable {
  package var name: String
  package var region: String
  /// Such as `db.r6g.xlarge`.
  package var instanceClass: String
  package var multiAZ: Bool
  /// `gp2` or `gp3`.
  package var storageType: String
  /// Provisioned.
  package var storageBytes: Int64
  package var backupDays: Int64 = 0
  /// Share of the storage that changes from one backup to the next, 0 to 1.
  package var dailyChange: Decimal12 = Decimal12(trillionths: 0)
  /// Region that receives a copy of each backup.
  package var copyRegion: String? = nil

  package init(
    name: String, region: String, instanceClass: String, multiAZ: Bool, storageType: String,
    storageBytes: Int64
  ) {
    self.name = name
    self.region = region
    self.instanceClass = instanceClass
    self.multiAZ = multiAZ
    self.storageType = storageType
    self.storageBytes = storageBytes
  }

  package func record(load: SystemLoad, into ledger: inout UsageLedger) {
    let deployment = multiAZ ? "multi" : "single"
    ledger.addItems(
      1,
      to: MeterKey(
        .rdsInstance, resource: name, variant: "\(instanceClass).\(deployment)", region: region))
    ledger.addStored(
      bytes: storageBytes,
      to: MeterKey(
        .rdsStorage, resource: name, variant: "\(storageType).\(deployment)", region: region))
    ledger.addStored(
      bytes: backupBytes, to: MeterKey(.rdsBackup, resource: name, region: region))
    guard let copyRegion, backupDays > 0 else { return }
    ledger.addStored(
      bytes: backupBytes, to: MeterKey(.rdsBackup, resource: name, region: copyRegion))
    ledger.addVolume(
      LoadVolume(perMonth: Decimal12(trillionths: increment.trillionths * 30)), load: load,
      to: .interRegion(from: region, to: copyRegion, sender: name))
  }

  /// Bytes that change between two daily backups.
  private var increment: Decimal12 {
    Decimal12(trillionths: dailyChange.trillionths * Int128(storageBytes))
  }

  private var backupBytes: Int64 {
    guard backupDays > 0 else { return 0 }
    let changes = increment.trillionths * Int128(backupDays - 1)
    return storageBytes + Int64(clamping: changes.floorDivided(by: Decimal12.one))
  }
}
