internal import Ledger
internal import Resources
internal import Units

/// `resources.aws_db_instance`.
enum DatabaseSection: ResourceSection {
  static let key = "aws_db_instance"
  static let doc = "RDS for PostgreSQL instances; a read replica is an instance of its own."

  static let schema = ObjectSchema(
    [
      KeySchema("instance_class", .text, .required, "Such as `db.r6g.xlarge`."),
      KeySchema("multi_az", .boolean, .defaults("false"), "A synchronous standby in another zone."),
      KeySchema(
        "storage_type", .choice(["gp2", "gp3", "io1"]), .defaults("gp3"), "Type of the storage."),
      KeySchema(
        "allocated_storage", .decimal(DecimalRange(0, 65_536, excludingLower: true)), .required,
        "Provisioned storage in GB."),
      KeySchema(
        "max_allocated_storage", .decimal(DecimalRange(0, 65_536)), .optional,
        "GB up to which storage grows by itself when data fill it; absent: it does not."),
      KeySchema(
        "data_size", .decimal(DecimalRange(0, 65_536)), .optional,
        "GB of data when the period starts; absent: what is allocated."),
      KeySchema(
        "data_growth", .decimal(DecimalRange(0, 65_536)), .defaults("0"),
        "GB that the data grow in a month of 730 hours."),
      KeySchema(
        "iops", .integer(1...256_000), .optional,
        "Provisioned IOPS; gp3 includes 3,000, from 400 GB 12,000; absent: what is included."),
      KeySchema(
        "storage_throughput", .integer(1...4000), .optional,
        "Provisioned MB/s of gp3; 125 are included, from 400 GB 500; absent: what is included."),
      KeySchema(
        "backup_retention_period", .integer(0...35), .defaults("0"),
        "Days that automated backups are kept; 0 for none."),
      KeySchema(
        "backup_daily_change", .decimal(DecimalRange(0, 1)), .defaults("0"),
        "Share of the storage that changes from one daily backup to the next."),
      KeySchema(
        "backup_history_days", .integer(0...36_500), .optional,
        "Days of backups there are when the period starts; absent: the whole retention."),
      KeySchema(
        "manual_snapshots", .decimal(DecimalRange(0, 1_000_000)), .defaults("0"),
        "GB of snapshots that somebody has taken."),
      KeySchema(
        "extended_support", .choice(["yr1_2", "yr3"]), .optional,
        "Years that the engine's version is past its standard support; absent: it is not."),
      KeySchema(
        "database_insights", .choice(["standard", "advanced"]), .defaults("standard"),
        "Database Insights; the advanced mode is paid for by the vCPU."),
      KeySchema(
        "load", .oneOrMany(load), .optional,
        "Queries that the load sends here; the bill then notes how far the CPU is used."),
      KeySchema(
        "backup_copy_region", .region, .optional,
        "A Region that receives a copy of every backup; absent: none."),
    ], rules: [checkSize])

  /// What is charged by the vCPU needs a class whose vCPUs are known.
  private static func checkSize(_ object: CheckedObject, _ report: inout RuleReport) {
    guard let instanceClass = object.textIfSet("instance_class"),
      DatabaseClasses.vcpus(of: instanceClass) == nil,
      object.textIfSet("extended_support") != nil
        || object.textIfSet("database_insights") == "advanced"
    else { return }
    report.add(
      "\(report.key("instance_class")): the vCPUs of `\(instanceClass)` are not known, by which"
        + " extended support and Database Insights are charged",
      at: object.place(of: "instance_class"))
  }

  private static let load = ObjectSchema(
    [
      KeySchema("queries", VolumeSection.count, .required, "Queries, by month or by request."),
      KeySchema(
        "cpu_per_query", .duration(.zero...(.seconds(600))), .required,
        "CPU time of a query on this instance's class."),
    ],
    sharedTitle: "Queries to a database")

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    var database = DatabaseInstance(
      name: name, region: region, instanceClass: object.text("instance_class"),
      multiAZ: object.boolean("multi_az"), storageType: object.text("storage_type"),
      storageBytes: object.bytes("allocated_storage"))
    database.storage.maximumBytes = object.decimalIfSet("max_allocated_storage")?.gigabytes
    database.storage.dataBytes = object.decimalIfSet("data_size")?.gigabytes
    database.storage.growthPerMonth = object.bytes("data_growth")
    database.iops = object.integerIfSet("iops")
    database.throughput = object.integerIfSet("storage_throughput")
    database.backupHistoryDays = object.integerIfSet("backup_history_days")
    database.snapshotBytes = object.bytes("manual_snapshots")
    database.loads = object.objects("load").map {
      DatabaseLoad(
        queries: $0.volume("queries"), cpuPerQuery: $0.duration("cpu_per_query"))
    }
    database.backupDays = object.integer("backup_retention_period")
    database.dailyChange = object.decimal("backup_daily_change")
    database.extendedSupport = object.textIfSet("extended_support")
    database.hasInsights = object.text("database_insights") == "advanced"
    database.copyRegion = object.textIfSet("backup_copy_region")
    return database
  }
}
