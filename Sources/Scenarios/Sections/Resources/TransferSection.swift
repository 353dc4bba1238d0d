internal import Resources
internal import Units

/// `resources.aws_data_transfer`.
enum TransferSection: ResourceSection {
  static let key = "aws_data_transfer"
  static let doc = "Data transfer that no other resource accounts for."

  static let schema = ObjectSchema([
    KeySchema("internet_egress", VolumeSection.data, .optional, "Bytes sent to the internet."),
    KeySchema(
      "inter_az", VolumeSection.data, .optional,
      "Bytes that cross a zone boundary; AWS bills both sides."),
    KeySchema(
      "inter_region", VolumeSection.data, .optional, "Bytes sent to `other_region`."),
    KeySchema(
      "other_region", .region, .defaults("us-west-2"),
      "The Region that `inter_region` goes to."),
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    var transfer = DataTransfer(name: name, region: region)
    transfer.internetEgress = object.volume("internet_egress")
    transfer.interAZ = object.volume("inter_az")
    transfer.interRegion = object.volume("inter_region")
    transfer.otherRegion = object.textIfSet("other_region")
    return transfer
  }
}
