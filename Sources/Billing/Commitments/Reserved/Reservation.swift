/// Reserved instances or nodes of one kind, ready to be matched with charges.
struct Reservation: Sendable {
  let line: PlanLine
  /// For components: `db.r6g.xlarge.multi`.
  let name: String
  /// The SKU that is reserved.
  let key: String
  let region: String
  var count: Int
  let term: PriceTerm
  /// Smallest units that one reservation covers in a clock hour.
  let unitsPerHour: Int128
  /// Whether an hour that the period only touches counts in part; node hours are billed whole.
  let isProrated: Bool
  /// The reserved size where use of other sizes of its family is covered too, or `nil`.
  ///
  /// ElastiCache's reserved nodes are taken to be inflexible (prices reference section 3).
  let size: DatabaseSize?
  let offer: CommitmentOffer

  /// What the reserved thing weighs: normalised half units, or 1 where sizes do not mix.
  var weight: Int128 { size?.halfUnits ?? 1 }

  /// What one smallest unit of `charge` takes of the reservation; `nil` where it does not match.
  func weight(of charge: Charge) -> Int128? {
    guard charge.region == region else { return nil }
    if charge.sku.key == key { return weight }
    guard let size, let other = DatabaseSize(priceKey: charge.sku.key), other.family == size.family
    else { return nil }
    return other.halfUnits
  }
}

extension ReservedInstances {
  var reservation: Reservation {
    let key = RDSMeters.key(instanceClass: instanceClass, multiAZ: multiAZ)
    return Reservation(
      line: .rds, name: "\(instanceClass).\(multiAZ ? "multi" : "single")", key: key,
      region: region, count: count, term: .reserved(term, payment), unitsPerHour: 3_600_000,
      isProrated: true, size: DatabaseSize(priceKey: key),
      offer: CommitmentOffer(
        .reservedInstances(instanceClass: instanceClass, multiAZ: multiAZ, region: region),
        term: term, payment: payment))
  }
}

extension ReservedNodes {
  var reservation: Reservation {
    Reservation(
      line: .elastiCache, name: "\(nodeType).\(engine)",
      key: ElastiCacheMeters.key(engine: engine, nodeType: nodeType), region: region,
      count: count, term: .reserved(term, payment), unitsPerHour: 1, isProrated: false, size: nil,
      offer: CommitmentOffer(
        .reservedNodes(nodeType: nodeType, engine: engine, region: region), term: term,
        payment: payment))
  }
}
