internal import Resources
internal import Units

/// `resources.aws_elasticache_replication_group`.
enum CacheSection: ResourceSection {
  static let key = "aws_elasticache_replication_group"
  static let doc = "ElastiCache clusters."

  static let schema = ObjectSchema([
    KeySchema("node_type", .text, .required, "Such as `cache.r6g.large`."),
    KeySchema("engine", .choice(["redis", "valkey"]), .defaults("redis"), "Engine."),
    KeySchema("num_node_groups", .integer(1...500), .defaults("1"), "Shards."),
    KeySchema(
      "replicas_per_node_group", .integer(0...5), .defaults("0"),
      "Replicas of each shard, beside its primary."),
    KeySchema(
      "snapshot_retention_limit", .integer(0...35), .defaults("0"),
      "Days that daily snapshots are kept; 0 for none."),
    KeySchema(
      "snapshot_size", .decimal(DecimalRange(0, 10_000)), .defaults("0"),
      "One snapshot of the whole cluster in GB."),
    KeySchema(
      "node_billing", .choice(["hourly", "per_second"]), .defaults("hourly"),
      "Whether a started clock hour of a node is paid for whole, or by the second; sources differ."),
    KeySchema(
      "content", .object(content), .optional,
      "What it is asked for, from which its hit rate follows; absent: no hit rate is watched."),
  ])

  private static let content = ObjectSchema([
    KeySchema(
      "objects", .integer(1...1_000_000_000_000), .required, "Different objects that are asked for."
    ),
    KeySchema(
      "object_bytes", .integer(1...1_000_000_000), .required, "Memory of one object in bytes."),
    KeySchema(
      "memory", .decimal(DecimalRange(0, 1_000_000, excludingLower: true)), .required,
      "GB for objects, all shards together; least recently used ones are dropped."),
    KeySchema(
      "zipf", .decimal(DecimalRange(0, 5)), .defaults("1"),
      "How unevenly they are asked for: exponent of Zipf's law; 0 for evenly."),
    KeySchema(
      "time_to_live", .word("none", or: .duration(.seconds(1)...(.hours(10_000)))),
      .defaults("none"), "After so long an object is fetched anew; `none`: it stays."),
    KeySchema("lookups", VolumeSection.count, .required, "Lookups, by month or by request."),
  ])

  private static func content(_ object: CheckedObject) -> CacheContent {
    CacheContent(
      objects: object.integer("objects"), objectBytes: object.integer("object_bytes"),
      memoryBytes: object.bytes("memory"), exponent: object.double("zipf"),
      timeToLive: object.durationIfSet("time_to_live"), lookups: object.volume("lookups"))
  }

  static func source(
    name: String, _ object: CheckedObject, region: String
  ) -> any UsageSource {
    var cluster = CacheCluster(
      name: name, region: region, nodeType: object.text("node_type"),
      engine: object.text("engine"), shards: object.integer("num_node_groups"),
      replicasPerShard: object.integer("replicas_per_node_group"))
    cluster.snapshotDays = object.integer("snapshot_retention_limit")
    cluster.snapshotBytes = object.bytes("snapshot_size")
    cluster.isBilledBySecond = object.text("node_billing") == "per_second"
    cluster.content = object.objectIfSet("content").map(content)
    return cluster
  }
}
