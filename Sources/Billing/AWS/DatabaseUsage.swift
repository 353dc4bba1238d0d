/// Storage and backups of RDS and ElastiCache.
enum DatabaseUsage {
  static let types: [UsageType] = [
    UsageType("AmazonRDS", "RDS:GP3-Storage", "rds.pg.storage.gp3.single"),
    UsageType("AmazonRDS", "RDS:Multi-AZ-GP3-Storage", "rds.pg.storage.gp3.multi"),
    UsageType("AmazonRDS", "RDS:GP2-Storage", "rds.pg.storage.gp2.single"),
    UsageType("AmazonRDS", "RDS:Multi-AZ-GP2-Storage", "rds.pg.storage.gp2.multi"),
    UsageType("AmazonRDS", "RDS:PIOPS-Storage", "rds.pg.storage.io1.single"),
    UsageType("AmazonRDS", "RDS:Multi-AZ-PIOPS-Storage", "rds.pg.storage.io1.multi"),
    UsageType("AmazonRDS", "RDS:PIOPS", "rds.pg.storage.io1.iops.single"),
    UsageType("AmazonRDS", "RDS:Multi-AZ-PIOPS", "rds.pg.storage.io1.iops.multi"),
    UsageType("AmazonRDS", "RDS:GP3-PIOPS", "rds.pg.storage.gp3.iops.single"),
    UsageType("AmazonRDS", "RDS:Multi-AZ-GP3-PIOPS", "rds.pg.storage.gp3.iops.multi"),
    UsageType("AmazonRDS", "RDS:GP3-Throughput", "rds.pg.storage.gp3.throughput.single"),
    UsageType("AmazonRDS", "RDS:Multi-AZ-GP3-Throughput", "rds.pg.storage.gp3.throughput.multi"),
    UsageType("AmazonRDS", "RDS:ChargedBackupUsage", "rds.pg.backup"),
    UsageType("AmazonRDS", "USW2-AWS-Out-Bytes", "rds.pg.cross_region_copy_transfer"),
    UsageType("AmazonElastiCache", "BackupUsage", "elasticache.backup"),
  ]
}

/// Instances of RDS for PostgreSQL and nodes of ElastiCache.
///
/// Their usage types name class and deployment (`Multi-AZUsage:db.r6g.xl`); the engine stands in an
/// attribute, or in the operation's number (AWS: `CreateDBInstance:0014` is PostgreSQL,
/// `CreateCacheCluster:0002` Redis).
enum InstanceUsage {
  static func key(
    service: String, usage: String, operation: String, attributes: [String: String]
  ) -> String? {
    guard let colon = usage.firstIndex(of: ":") else { return nil }
    let kind = usage[..<colon]
    let name = attributes["instancetype"].flatMap { $0.isEmpty ? nil : $0 }
    let type = name ?? longName(String(usage[usage.index(after: colon)...]))
    switch (service, kind) {
    case ("AmazonRDS", "InstanceUsage"), ("AmazonRDS", "HeavyUsage"),
      ("AmazonRDS", "Multi-AZUsage"), ("AmazonRDS", "Multi-AZHeavyUsage"):
      let engine = attributes["databaseengine"].flatMap { $0.isEmpty ? nil : $0 }
      guard engine.map({ $0 == "PostgreSQL" }) ?? operation.hasSuffix(":0014") else { return nil }
      return RDSMeters.key(instanceClass: type, multiAZ: kind.hasPrefix("Multi-AZ"))
    case ("AmazonElastiCache", "NodeUsage"), ("AmazonElastiCache", "HeavyUsage"):
      let engine = attributes["cacheengine"].flatMap { $0.isEmpty ? nil : $0.lowercased() }
      guard let engine = engine ?? (operation.hasSuffix(":0002") ? "redis" : nil),
        engine == "redis" || engine == "valkey"
      else { return nil }
      return ElastiCacheMeters.key(engine: engine, nodeType: type)
    default: return nil
    }
  }

  /// `db.r6g.xl` as `db.r6g.xlarge`; names that are long already stay.
  private static func longName(_ name: String) -> String {
    name.hasSuffix("xl") ? name + "arge" : name
  }
}
