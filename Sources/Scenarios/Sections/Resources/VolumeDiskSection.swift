internal import Simulation
internal import Units

/// `resources.aws_ebs_volume`.
enum VolumeDiskSection: ResourceSection {
  static let key = "aws_ebs_volume"
  static let doc = "EBS volumes."

  static let schema = ObjectSchema([
    KeySchema(
      "type", .choice(["gp2", "gp3", "io1", "st1", "sc1"]), .defaults("gp3"), "Volume type."),
    KeySchema("size", .decimal(DecimalRange(0, 1_000_000)), .required, "Provisioned size in GB."),
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    BlockVolume(
      name: name, region: region, type: object.text("type"), bytes: object.bytes("size"))
  }
}
