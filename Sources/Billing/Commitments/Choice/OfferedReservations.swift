/// Which reservations could cover a set of charges.
enum OfferedReservations {
  /// Kinds that compete for the same use stand together, in the order in which charges name them.
  ///
  /// The database classes of one family and Region compete; each cache node type stands alone.
  static func kinds(for charges: [Charge]) -> [[CommitmentOffer.Kind]] {
    var groups: [(id: String, kinds: [CommitmentOffer.Kind])] = []
    for charge in charges {
      guard let (id, kind) = offer(for: charge) else { continue }
      if let place = groups.firstIndex(where: { $0.id == id }) {
        if !groups[place].kinds.contains(kind) { groups[place].kinds.append(kind) }
      } else {
        groups.append((id, [kind]))
      }
    }
    return groups.map(\.kinds)
  }

  private static func offer(for charge: Charge) -> (id: String, kind: CommitmentOffer.Kind)? {
    let key = charge.sku.key
    if let size = NormalisedSize(priceKey: key), key.hasPrefix("rds.") {
      let parts = key.split(separator: ".")
      let instanceClass = parts[2..<5].joined(separator: ".")
      return (
        "\(size.family) \(charge.region)",
        .reservedInstances(
          instanceClass: instanceClass, multiAZ: parts[5] == "multi", region: charge.region)
      )
    }
    guard key.hasPrefix("elasticache."), charge.sku.unit.text == "node-hour" else { return nil }
    let parts = key.split(separator: ".", maxSplits: 2)
    return (
      "\(key) \(charge.region)",
      .reservedNodes(
        nodeType: String(parts[2]), engine: String(parts[1]), region: charge.region)
    )
  }
}
