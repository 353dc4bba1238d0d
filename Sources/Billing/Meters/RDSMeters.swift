internal import Ledger

/// RDS for PostgreSQL: instances by class and deployment, provisioned storage, backups.
///
/// Backup storage as large as the provisioned storage of the same Region is free, pooled over its
/// databases; a Region without databases has no allowance (AWS, "Demystifying Amazon RDS backup
/// storage costs").
enum RDSMeters {
  static let rules: [any MeterRule] = [
    RDSInstanceMeter(),
    DirectMeter(
      meter: .rdsCPUCredits, service: .rds, noun: "cpu-credits",
      price: .always("rds.pg.t_cpu_credit")),
    DirectMeter(
      meter: .rdsExtendedSupport, service: .rds, noun: "extended-support",
      price: .pattern(prefix: "rds.pg.extended_support.", such: ["yr1_2", "yr3"])),
    DirectMeter(
      meter: .rdsInsights, service: .rds, noun: "database-insights",
      price: .always("rds.pg.database_insights.advanced")),
    DirectMeter(
      meter: .rdsStorage, service: .rds, noun: "storage",
      price: .pattern(
        prefix: "rds.pg.storage.",
        such: ["gp3.single", "gp3.multi", "gp2.single", "gp2.multi", "io1.single", "io1.multi"])),
    DirectMeter(
      meter: .rdsIOPS, service: .rds, noun: "iops",
      price: .pattern(
        prefix: "rds.pg.storage.",
        such: ["gp3", "io1"].flatMap { ["\($0).iops.single", "\($0).iops.multi"] })),
    DirectMeter(
      meter: .rdsThroughput, service: .rds, noun: "throughput",
      price: .pattern(
        prefix: "rds.pg.storage.", such: ["gp3.throughput.single", "gp3.throughput.multi"])),
    DirectMeter(
      meter: .rdsBackup, service: .rds, noun: "backup", price: .always("rds.pg.backup"),
      allowance: .readings(of: .rdsStorage)),
    DirectMeter(
      meter: .rdsBackupTransfer, service: .rds, noun: "backup-transfer",
      price: DataTransferMeters.copies("rds.pg.cross_region_copy_transfer"),
      otherwise: DataTransferMeters.toRegion),
  ]

  /// The price list's key of an instance.
  static func key(instanceClass: String, multiAZ: Bool) -> String {
    "rds.pg.\(instanceClass).\(multiAZ ? "multi" : "single")"
  }
}
