internal import Resources

/// `resources.aws_cloudwatch_log_group`.
enum LogGroupSection: ResourceSection {
  static let key = "aws_cloudwatch_log_group"
  static let doc = "CloudWatch log groups."

  static let schema = ObjectSchema([
    KeySchema("ingest", VolumeSection.data, .required, "Uncompressed bytes taken in."),
    KeySchema("retention_in_days", .integer(1...3653), .required, "Days that they are kept."),
    KeySchema(
      "compression", .decimal(DecimalRange(0, 1)), .defaults("0.15"),
      "Stored bytes for each byte taken in; 0.15 is what text logs come to."),
    KeySchema(
      "history_days", .integer(0...3653), .optional,
      "Days that logs have come in before the period, from which what is kept grows; absent: for as"
        + " long as the retention, so that as much goes as comes."),
    KeySchema(
      "insights_scanned", VolumeSection.data, .optional, "Bytes that Logs Insights queries read."),
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    var group = LogGroup(
      name: name, region: region, ingest: object.volume("ingest"),
      retentionDays: object.integer("retention_in_days"),
      compression: object.decimal("compression"))
    group.scanned = object.volume("insights_scanned")
    group.historyDays = object.integerIfSet("history_days")
    return group
  }
}
