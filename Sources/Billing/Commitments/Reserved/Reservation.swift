internal import Ledger

/// Reserved instances or nodes of one kind, ready to be matched with charges.
///
/// What it pays for is counted in milliseconds of an hour times the size that is reserved.
struct Reservation: Sendable {
  let service: BilledService
  /// For components: `db.r6g.xlarge.multi`.
  let name: String
  /// The SKU that is reserved.
  let key: String
  let region: String
  var count: Int
  let term: PriceTerm
  /// The reserved size where use of other sizes of its family is covered too, or `nil`.
  let size: NormalisedSize?
  let offer: CommitmentOffer

  static let hour: Int128 = 3_600_000

  /// What the reserved thing weighs: tenths of normalised units, or 1 where sizes do not mix.
  var weight: Int128 { size?.tenths ?? 1 }

  /// The size of what `charge` counts; `nil` where the reservation does not match it.
  func weight(of charge: Charge) -> Int128? {
    guard charge.region == region else { return nil }
    if charge.sku.key == key { return weight }
    guard let size, let other = NormalisedSize(priceKey: charge.sku.key),
      size.covers(other)
    else { return nil }
    return other.tenths
  }

  /// What one smallest unit of `charge` takes of the reservation.
  func load(of charge: Charge) -> Int128? {
    weight(of: charge).map { $0 * (Self.hour / charge.divisor.base) }
  }

  /// What it pays for in an hour.
  ///
  /// An hour that the period only touches counts in part, unless what is covered is billed by
  /// started hours.
  func capacity(inHour hour: Int, of calendar: LedgerCalendar, startedHours: Bool) -> Int128 {
    let time = startedHours ? Self.hour : Int128(calendar.milliseconds(inHour: hour))
    return weight * Int128(count) * time
  }
}

extension Charge {
  /// Whether a started clock hour is billed whole.
  var isByStartedHours: Bool { sources.contains { $0.meter.unit == .itemHours } }
}

extension ReservedInstances {
  var reservation: Reservation {
    let key = RDSMeters.key(instanceClass: instanceClass, multiAZ: multiAZ)
    return Reservation(
      service: .rds, name: "\(instanceClass).\(multiAZ ? "multi" : "single")", key: key,
      region: region, count: count, term: .reserved(term, payment),
      size: NormalisedSize(priceKey: key),
      offer: CommitmentOffer(
        .reservedInstances(instanceClass: instanceClass, multiAZ: multiAZ, region: region),
        term: term, payment: payment))
  }
}

extension ReservedNodes {
  var reservation: Reservation {
    let key = ElastiCacheMeters.key(engine: engine, nodeType: nodeType)
    return Reservation(
      service: .elastiCache, name: "\(nodeType).\(engine)", key: key, region: region, count: count,
      term: .reserved(term, payment),
      size: isSizeFlexible ? NormalisedSize(priceKey: key) : nil,
      offer: CommitmentOffer(
        .reservedNodes(nodeType: nodeType, engine: engine, region: region), term: term,
        payment: payment))
  }
}
