internal import Ledger

/// RDS for PostgreSQL: instances by class and deployment, provisioned storage, backups.
///
/// Backup storage as large as the provisioned storage of the same Region is free, pooled over its
/// databases; a Region without databases has no allowance (AWS, "Demystifying Amazon RDS backup
/// storage costs").
enum RDSMeters {
  static let rules: [any MeterRule] = [
    DirectMeter(
      meter: .rdsInstance, line: .rds, noun: "instance",
      price: .pattern(prefix: "rds.pg.", such: ["db.r6g.xlarge.multi", "db.r6g.xlarge.single"])),
    DirectMeter(
      meter: .rdsStorage, line: .rds, noun: "storage",
      price: .pattern(
        prefix: "rds.pg.storage.",
        such: ["gp3.single", "gp3.multi", "gp2.single", "gp2.multi", "io1.single", "io1.multi"])),
    DirectMeter(
      meter: .rdsBackup, line: .rds, noun: "backup", price: .always("rds.pg.backup"),
      allowance: .readings(of: .rdsStorage)),
    DirectMeter(
      meter: .rdsBackupTransfer, line: .rds, noun: "backup-transfer",
      price: .byVariant(
        ["", "use1_to_usw2"].map { ($0, SKUName("rds.pg.cross_region_copy_transfer")) })),
  ]

  /// The price list's key of an instance.
  static func key(instanceClass: String, multiAZ: Bool) -> String {
    "rds.pg.\(instanceClass).\(multiAZ ? "multi" : "single")"
  }
}
