/// How much of a size-flexible reservation an RDS instance or a cache node takes.
///
/// A reservation covers any size of its family in its Region; sizes are compared by AWS's
/// normalised units, of which a Multi-AZ deployment takes twice those of a single instance (AWS,
/// "Size-flexible reserved DB instances"; prices reference section 1). Those of a cache node of Valkey
/// are a fifth fewer, as its price is, and a reservation of Redis covers it (AWS, "Amazon ElastiCache
/// reserved nodes", size flexibility since 2024-10-01).
struct NormalisedSize: Hashable {
  /// Such as `db.r6g`, or `cache.r6g`.
  let family: String
  /// `pg`, `redis` or `valkey`.
  let engine: String
  /// In tenths of normalised units: those of Valkey are a fifth fewer.
  let tenths: Int128

  private static let sizes: [(name: String, halfUnits: Int128)] = [
    ("micro", 1), ("small", 2), ("medium", 4), ("large", 8), ("xlarge", 16),
  ]

  /// Whether a reservation of this size and engine also pays for the other.
  func covers(_ other: NormalisedSize) -> Bool {
    family == other.family
      && (engine == other.engine || (engine == "redis" && other.engine == "valkey"))
  }

  /// Reads the key of an instance's or a node's price, `rds.pg.db.r6g.2xlarge.multi` or
  /// `elasticache.redis.cache.r6g.large`; `nil` for any other key and for a size that AWS does not
  /// normalise.
  init?(priceKey key: String) {
    let parts = key.split(separator: ".")
    if parts.count == 6, parts.starts(with: ["rds", "pg", "db"]),
      ["single", "multi"].contains(parts[5]), let size = Self.halfUnits(of: String(parts[4]))
    {
      family = "db.\(parts[3])"
      engine = "pg"
      tenths = 5 * (parts[5] == "multi" ? size * 2 : size)
    } else if parts.count == 5, parts[0] == "elasticache", parts[2] == "cache",
      let size = Self.halfUnits(of: String(parts[4]))
    {
      family = "cache.\(parts[3])"
      engine = String(parts[1])
      tenths = (engine == "valkey" ? 4 : 5) * size
    } else {
      return nil
    }
  }

  /// 1 for `micro`, 16 for `xlarge`, 16 × N for `Nxlarge`.
  private static func halfUnits(of size: String) -> Int128? {
    if let known = sizes.first(where: { $0.name == size }) { return known.halfUnits }
    guard size.hasSuffix("xlarge"), let times = Int128(size.dropLast("xlarge".count)), times > 1
    else { return nil }
    return 16 * times
  }
}
