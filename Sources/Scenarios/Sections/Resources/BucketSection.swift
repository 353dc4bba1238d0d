internal import Simulation
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
      "objects", .object(ObjectFlowSection.schema), .optional,
      "Objects written, and what lifecycle rules and versions make of them, beside `storage`."),
    KeySchema(
      "replication", .object(replication), .optional,
      "A replica in another Region, in the Standard class."),
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
    bucket.transitions = object.objectMap("transitions").map {
      Bucket.Transition(storageClass: $0.name, objects: VolumeSection.volume($0.object))
    }
    bucket.retrievals = object.objectMap("retrievals").map {
      Bucket.Retrieval(variant: $0.name, bytes: VolumeSection.volume($0.object))
    }
    bucket.flow = object.objectIfSet("objects").map(ObjectFlowSection.flow)
    bucket.replication = object.objectIfSet("replication").map {
      Bucket.Replication(
        region: $0.text("region"), storedBytes: $0.bytes("storage"),
        objects: $0.volume("objects"), bytes: $0.volume("data"))
    }
    return bucket
  }

  private static let storageClasses = [
    "standard", "standard_ia", "onezone_ia", "glacier_ir", "glacier_flexible", "deep_archive",
    "intelligent.frequent", "intelligent.infrequent", "intelligent.archive_instant",
  ]

  private static let retrievals = [
    "standard_ia", "onezone_ia", "glacier_ir", "glacier_flexible.standard",
    "glacier_flexible.expedited", "glacier_flexible.bulk", "deep_archive.standard",
    "deep_archive.bulk",
  ]

  private static let replication = ObjectSchema([
    KeySchema("region", .choice(["us-west-2"]), .required, "The other Region."),
    KeySchema(
      "storage", .decimal(DecimalRange(0, 1_000_000)), .required, "GB kept there."),
    KeySchema("objects", VolumeSection.count, .required, "Objects sent, each a PUT there."),
    KeySchema("data", VolumeSection.data, .required, "Bytes sent."),
  ])
}
