/// How much of a size-flexible reservation an RDS instance or a cache node takes.
///
/// A reservation covers any size of its family in its Region; sizes are compared by AWS's
/// normalised units, of which a Multi-AZ deployment takes twice those of a single instance (AWS,
/// "Size-flexible reserved DB instances"; prices reference section 1).
struct NormalisedSize: Hashable {
  /// Such as `db.r6g`, or `redis.cache.r6g`.
  let family: String
  /// In half normalised units, so that the smallest, `micro`, is one.
  let halfUnits: Int128

  private static let sizes: [(name: String, halfUnits: Int128)] = [
    ("micro", 1), ("small", 2), ("medium", 4), ("large", 8), ("xlarge", 16),
  ]

  /// Reads the key of an instance's or a node's price, `rds.pg.db.r6g.2xlarge.multi` or
  /// `elasticache.redis.cache.r6g.large`; `nil` for any other key and for a size that AWS does not
  /// normalise.
  init?(priceKey key: String) {
    let parts = key.split(separator: ".")
    if parts.count == 6, parts.starts(with: ["rds", "pg", "db"]),
      ["single", "multi"].contains(parts[5]), let size = Self.halfUnits(of: String(parts[4]))
    {
      family = "db.\(parts[3])"
      halfUnits = parts[5] == "multi" ? size * 2 : size
    } else if parts.count == 5, parts[0] == "elasticache", parts[2] == "cache",
      let size = Self.halfUnits(of: String(parts[4]))
    {
      family = "\(parts[1]).cache.\(parts[3])"
      halfUnits = size
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
