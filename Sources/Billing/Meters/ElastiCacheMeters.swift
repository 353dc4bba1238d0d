internal import Ledger

/// ElastiCache nodes, primary or replica, by the started hour, and the backups beyond the free one.
enum ElastiCacheMeters {
  static let rules: [any MeterRule] = [
    DirectMeter(
      meter: .elastiCacheNode, line: .elastiCache, noun: "node",
      price: .derived(such: ["cache.r6g.large.redis", "cache.r6g.large.valkey"]) { variant in
        // `cache.r6g.large.redis` names the type first, the price list the engine.
        guard let dot = variant.lastIndex(of: ".") else { return nil }
        let engine = variant[variant.index(after: dot)...]
        return SKUName(key(engine: String(engine), nodeType: String(variant[..<dot])))
      }),
    DirectMeter(
      meter: .elastiCacheBackup, line: .elastiCache, noun: "backup",
      price: .always("elasticache.backup")),
  ]

  /// The price list's key of a node.
  static func key(engine: String, nodeType: String) -> String {
    "elasticache.\(engine).\(nodeType)"
  }
}
