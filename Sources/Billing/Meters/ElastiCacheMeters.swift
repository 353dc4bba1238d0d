internal import Ledger

/// ElastiCache nodes, primary or replica, and the backups beyond the free one.
///
/// Sources disagree on whether a started hour is billed whole or by the second, so that there is a
/// meter for each; a scenario chooses (prices reference section 3).
enum ElastiCacheMeters {
  static let rules: [any MeterRule] = [
    DirectMeter(
      meter: .elastiCacheNode, service: .elastiCache, noun: "node", price: nodes),
    DirectMeter(
      meter: .elastiCacheNodeTime, service: .elastiCache, noun: "node-time", price: nodes),
    DirectMeter(
      meter: .elastiCacheBackup, service: .elastiCache, noun: "backup",
      price: .always("elasticache.backup")),
  ]

  private static let nodes = SKUChoice.derived(
    such: ["cache.r6g.large.redis", "cache.r6g.large.valkey"]
  ) { variant in
    // `cache.r6g.large.redis` names the type first, the price list the engine.
    guard let dot = variant.lastIndex(of: ".") else { return nil }
    let engine = variant[variant.index(after: dot)...]
    return SKUName(key(engine: String(engine), nodeType: String(variant[..<dot])))
  }

  /// The price list's key of a node.
  static func key(engine: String, nodeType: String) -> String {
    "elasticache.\(engine).\(nodeType)"
  }
}
