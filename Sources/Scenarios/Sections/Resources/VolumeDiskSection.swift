internal import Resources
internal import Units

/// `resources.aws_ebs_volume`.
enum VolumeDiskSection: ResourceSection {
  static let key = "aws_ebs_volume"
  static let doc = "EBS volumes."

  static let schema = ObjectSchema(
    [
      KeySchema(
        "type", .choice(["gp2", "gp3", "io1", "st1", "sc1"]), .defaults("gp3"), "Volume type."),
      KeySchema("size", .decimal(DecimalRange(0, 1_000_000)), .required, "Provisioned size in GB."),
      KeySchema(
        "iops", .integer(1...256_000), .optional,
        "Provisioned IOPS of gp3, which includes 3,000, or io1; absent: what is included."),
      KeySchema(
        "throughput", .integer(1...2000), .optional,
        "Provisioned MB/s of gp3, which includes 125; absent: what is included."),
      KeySchema(
        "snapshots", .decimal(DecimalRange(0, 1_000_000)), .defaults("0"), "GB of snapshots kept."),
    ], rules: [checkPerformance])

  /// Only gp3 and io1 have performance to buy.
  private static func checkPerformance(_ object: CheckedObject, _ report: inout RuleReport) {
    let type = object.textIfSet("type") ?? "gp3"
    for (key, types) in [("iops", ["gp3", "io1"]), ("throughput", ["gp3"])]
    where object.integerIfSet(key) != nil && !types.contains(type) {
      report.add(
        "\(report.key(key)) is for \(types.joined(separator: " and ")), not \(type)",
        at: object.place(of: key))
    }
  }

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    var volume = BlockVolume(
      name: name, region: region, type: object.text("type"), bytes: object.bytes("size"))
    volume.iops = object.integerIfSet("iops")
    volume.throughput = object.integerIfSet("throughput")
    volume.snapshotBytes = object.bytes("snapshots")
    return volume
  }
}
