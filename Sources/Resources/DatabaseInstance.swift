package import Ledger
package import Units

/// An RDS instance with its storage and backups: a primary or a read replica.
///
/// - Instance and provisioned storage: one thing, and its bytes, hour by hour. Multi-AZ is a variant
///   with a price of its own.
/// - IOPS and throughput: what is provisioned above what gp3 includes (3,000 IOPS and 125 MB/s below
///   400 GB, 12,000 and 500 from there), all of it for io1.
/// - Extended support and Database Insights: by the vCPU, of the standby as well.
/// - Backups: one full copy and an increment for each further day of retention, in steady state
///   storage × (1 + (days − 1) × daily change); fewer increments while `backupHistoryDays` is less
///   than the retention. Nothing is kept at zero days. Manual snapshots come on top.
/// - Cross-region copy: the same again in the other Region, and one increment a day sent there, 30 a
///   month of 730 hours; the first full copy is sent in the first hour where there is no history.
///
/// Source: prices reference, sections 1 and 2 (245 GB kept, 150 GB a month sent).
package struct DatabaseInstance: GrowingSource, Hashable {
  package var name: String
  package var region: String
  /// Such as `db.r6g.xlarge`.
  package var instanceClass: String
  package var multiAZ: Bool
  /// `gp2`, `gp3` or `io1`.
  package var storageType: String
  package var storage: DatabaseStorage
  /// Provisioned; `nil` for what the storage includes.
  package var iops: Int64? = nil
  /// MB/s; `nil` for what the storage includes.
  package var throughput: Int64? = nil
  package var backupDays: Int64 = 0
  /// Days of backups there are when the period starts; `nil` for the whole retention.
  package var backupHistoryDays: Int64? = nil
  /// Share of the storage that changes from one backup to the next, 0 to 1.
  package var dailyChange: Decimal12 = Decimal12(trillionths: 0)
  package var snapshotBytes: Int64 = 0
  /// Region that receives a copy of each backup.
  package var copyRegion: String? = nil
  package var loads: [DatabaseLoad] = []
  /// `yr1_2` or `yr3` after the end of standard support; `nil` within it.
  package var extendedSupport: String? = nil
  /// Database Insights in advanced mode.
  package var hasInsights = false

  package init(
    name: String, region: String, instanceClass: String, multiAZ: Bool, storageType: String,
    storageBytes: Int64
  ) {
    self.name = name
    self.region = region
    self.instanceClass = instanceClass
    self.multiAZ = multiAZ
    self.storageType = storageType
    storage = DatabaseStorage(allocatedBytes: storageBytes)
  }

  package func record(load: SystemLoad, into ledger: inout UsageLedger) {
    ledger.addItems(
      1,
      to: MeterKey(
        .rdsInstance, resource: name, variant: "\(instanceClass).\(deployment)", region: region))
    recordCPU(load: load, into: &ledger)
    recordVCPUs(into: &ledger)
    let allocated = storage.allocations(hours: ledger.calendar.hourCount)
    let key = MeterKey(
      .rdsStorage, resource: name, variant: "\(storageType).\(deployment)", region: region)
    let calendar = ledger.calendar
    ledger.addEachHour(to: key) { hour in
      Int128(allocated[hour]) * Int128(calendar.milliseconds(inHour: hour) / 1000)
    }
    recordPerformance(allocated, into: &ledger)
    recordBackups(load: load, into: &ledger)
  }

  /// What is charged by the vCPU of the instance, and of its standby.
  private func recordVCPUs(into ledger: inout UsageLedger) {
    guard let vcpus = DatabaseClasses.vcpus(of: instanceClass) else { return }
    let units = vcpus * 1024 * (multiAZ ? 2 : 1)
    if let extendedSupport {
      ledger.addItems(
        units,
        to: MeterKey(
          .rdsExtendedSupport, resource: name, variant: extendedSupport, region: region))
    }
    if hasInsights {
      ledger.addItems(units, to: MeterKey(.rdsInsights, resource: name, region: region))
    }
  }

  var deployment: String { multiAZ ? "multi" : "single" }

  /// IOPS and MB/s beyond what so much storage includes.
  private func recordPerformance(_ allocated: [Int64], into ledger: inout UsageLedger) {
    let calendar = ledger.calendar
    func add(
      _ amount: Int64?, _ meter: MeterID, _ kind: String, included: (small: Int64, large: Int64)
    ) {
      guard let amount else { return }
      let key = MeterKey(
        meter, resource: name, variant: "\(storageType).\(kind).\(deployment)", region: region)
      ledger.addEachHour(to: key) { hour in
        let isLarge = allocated[hour] >= 400 * Binary.gibibyte
        let beyond = max(0, amount - (isLarge ? included.large : included.small))
        return Int128(beyond) * Int128(calendar.milliseconds(inHour: hour))
      }
    }
    let isProvisioned = storageType == "io1"
    add(iops, .rdsIOPS, "iops", included: isProvisioned ? (0, 0) : (3000, 12_000))
    add(
      throughput, .rdsThroughput, "throughput", included: isProvisioned ? (.max, .max) : (125, 500))
  }

  package func carried(months: Int64) -> DatabaseInstance {
    var database = self
    database.storage = storage.carried(months: months)
    database.backupHistoryDays = backupHistoryDays.map { $0 + months * 730 / 24 }
    return database
  }
}
