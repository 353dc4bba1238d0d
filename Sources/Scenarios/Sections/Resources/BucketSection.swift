internal import Resources
internal import Units

/// `resources.aws_s3_bucket`.
enum BucketSection: ResourceSection {
  static let key = "aws_s3_bucket"
  static let doc = "S3 buckets."

  static let schema = ObjectSchema([
    KeySchema(
      "storage", .map(keys: .choice(storageClasses), of: .decimal(DecimalRange(0, 1_000_000))),
      .optional, "GB kept by storage class, averaged over the period, old versions included."),
    KeySchema(
      "put_requests", VolumeSection.count, .optional,
      "PUT, COPY, POST and LIST requests of the Standard class."),
    KeySchema(
      "get_requests", VolumeSection.count, .optional,
      "GET and all other requests of the Standard class."),
    KeySchema(
      "transitions",
      .map(keys: .choice(ObjectFlowSection.classes), of: VolumeSection.count), .optional,
      "Objects that lifecycle rules move, by destination class."),
    KeySchema(
      "retrievals", .map(keys: .choice(retrievals), of: VolumeSection.data), .optional,
      "Bytes read back from classes that ask money for it; for Glacier by speed."),
    KeySchema(
      "restores", .map(keys: .choice(restores), of: VolumeSection.count), .optional,
      "Requests that restore objects from Glacier, by class and speed."),
    KeySchema(
      "objects", .object(ObjectFlowSection.schema), .optional,
      "Objects written, and what lifecycle rules and versions make of them, beside `storage`."),
    KeySchema(
      "replication", .object(replication), .optional,
      "A replica in another Region, in the Standard class. What `objects` writes is sent there and"
        + " kept as long as here; the keys state what comes on top."),
  ])

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    var bucket = Bucket(name: name, region: region)
    bucket.storage = object.map("storage").compactMap { entry in
      guard case .decimal(let gigabytes) = entry.value else { return nil }
      return Bucket.ClassStorage(storageClass: entry.name, bytes: gigabytes.gigabytes)
    }
    bucket.puts = object.volume("put_requests")
    bucket.gets = object.volume("get_requests")
    bucket.transitions = amounts(object, "transitions")
    bucket.retrievals = amounts(object, "retrievals")
    bucket.restores = amounts(object, "restores")
    bucket.flow = object.objectIfSet("objects").map(ObjectFlowSection.flow)
    bucket.replication = object.objectIfSet("replication").map(replica)
    return bucket
  }

  private static func amounts(_ object: CheckedObject, _ key: String) -> [Bucket.Amount] {
    object.objectMap(key).map {
      Bucket.Amount(variant: $0.name, volume: VolumeSection.volume($0.object))
    }
  }

  private static func replica(_ object: CheckedObject) -> Bucket.Replication {
    var replica = Bucket.Replication(region: object.text("region"))
    replica.storedBytes = object.bytes("storage")
    replica.objects = object.volume("objects")
    replica.bytes = object.volume("data")
    replica.hasTimeControl = object.boolean("time_control")
    return replica
  }

  private static let storageClasses = [
    "standard", "standard_ia", "onezone_ia", "glacier_ir", "glacier_flexible", "deep_archive",
    "intelligent.frequent", "intelligent.infrequent", "intelligent.archive_instant",
  ]

  private static let restores = [
    "glacier_flexible.standard", "glacier_flexible.expedited", "glacier_flexible.bulk",
    "deep_archive.standard", "deep_archive.bulk",
  ]

  private static let retrievals = ["standard_ia", "onezone_ia", "glacier_ir"] + restores

  private static let replication = ObjectSchema([
    KeySchema("region", .region, .required, "The other Region."),
    KeySchema(
      "storage", .decimal(DecimalRange(0, 1_000_000)), .defaults("0"), "GB kept there."),
    KeySchema("objects", VolumeSection.count, .optional, "Objects sent, each a PUT there."),
    KeySchema("data", VolumeSection.data, .optional, "Bytes sent."),
    KeySchema(
      "time_control", .boolean, .defaults("false"),
      "Replication Time Control, for which every byte costs more."),
  ])
}
