/// How much of a size-flexible reservation an RDS instance takes.
///
/// A reservation covers any size of its family in its Region; sizes are compared by AWS's
/// normalised units, of which a Multi-AZ deployment takes twice those of a single instance (AWS,
/// "Size-flexible reserved DB instances"; prices reference section 1).
struct DatabaseSize: Hashable {
  /// Such as `db.r6g`.
  let family: String
  /// In half normalised units, so that the smallest, `micro`, is one.
  let halfUnits: Int128

  private static let prefix = "rds.pg."
  private static let sizes: [(name: String, halfUnits: Int128)] = [
    ("micro", 1), ("small", 2), ("medium", 4), ("large", 8), ("xlarge", 16),
  ]

  /// Reads the key of an instance's price: `rds.pg.db.r6g.2xlarge.multi`; `nil` for any other key
  /// and for a size that AWS does not normalise.
  init?(priceKey key: String) {
    guard key.hasPrefix(Self.prefix) else { return nil }
    let parts = key.dropFirst(Self.prefix.count).split(separator: ".")
    guard parts.count == 4, parts[0] == "db", ["single", "multi"].contains(parts[3]),
      let size = Self.halfUnits(of: String(parts[2]))
    else { return nil }
    family = "\(parts[0]).\(parts[1])"
    halfUnits = parts[3] == "multi" ? size * 2 : size
  }

  /// 1 for `micro`, 16 for `xlarge`, 16 × N for `Nxlarge`.
  private static func halfUnits(of size: String) -> Int128? {
    if let known = sizes.first(where: { $0.name == size }) { return known.halfUnits }
    guard size.hasSuffix("xlarge"), let times = Int128(size.dropLast("xlarge".count)), times > 1
    else { return nil }
    return 16 * times
  }
}
