internal import Simulation
internal import Units

/// `resources.aws_db_instance`.
enum DatabaseSection: ResourceSection {
  static let key = "aws_db_instance"
  static let doc = "RDS for PostgreSQL instances; a read replica is an instance of its own."

  static let schema = ObjectSchema([
    KeySchema("instance_class", .text, .required, "Such as `db.r6g.xlarge`."),
    KeySchema("multi_az", .boolean, .defaults("false"), "A synchronous standby in another zone."),
    KeySchema("storage_type", .choice(["gp2", "gp3"]), .defaults("gp3"), "Type of the storage."),
    KeySchema(
      "allocated_storage", .decimal(DecimalRange(0, 65_536, excludingLower: true)), .required,
      "Provisioned storage in GB."),
    KeySchema(
      "backup_retention_period", .integer(0...35), .defaults("0"),
      "Days that automated backups are kept; 0 for none."),
    KeySchema(
      "backup_daily_change", .decimal(DecimalRange(0, 1)), .defaults("0"),
      "Share of the storage that changes from one daily backup to the next."),
    KeySchema(
      "backup_copy_region", .choice(["us-west-2"]), .optional,
      "A Region that receives a copy of every backup; absent: none."),
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    var database = DatabaseInstance(
      name: name, region: region, instanceClass: object.text("instance_class"),
      multiAZ: object.boolean("multi_az"), storageType: object.text("storage_type"),
      storageBytes: object.bytes("allocated_storage"))
    database.backupDays = object.integer("backup_retention_period")
    database.dailyChange = object.decimal("backup_daily_change")
    database.copyRegion = object.textIfSet("backup_copy_region")
    return database
  }
}
