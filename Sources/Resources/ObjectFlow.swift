internal import Ledger
package import Units

/// Objects written to a bucket, and what lifecycle rules, versions and minimum sizes make of them.
///
/// - Rules move objects by age; expiration deletes them, and old versions go `noncurrentDays` after
///   they were replaced, or stay.
/// - Leaving a class before its minimum (30, 90 or 180 days) pays for the rest, metered as though
///   the bytes had stayed.
/// - Objects below 128 KB are not moved unless `movesSmallObjects`; in the infrequent classes and
///   Glacier Instant Retrieval they count as 128 KB.
/// - Glacier Flexible Retrieval and Deep Archive add 32 KB at their own rate and 8 KB at the Standard
///   rate to each object.
/// - Intelligent-Tiering keeps the accessed share frequent, moves the rest after 30 and 90 days, and
///   watches objects of 128 KB and more.
///
/// Source: prices reference section 1, "S3 storage" and "S3 lifecycle".
package struct ObjectFlow: Sendable, Hashable {
  /// Bytes written.
  package var writes: LoadVolume
  /// Mean size of an object; at least 1.
  package var objectBytes: Int64
  /// Share of what is written that takes the place of an older version.
  package var replacedShare = Decimal12(trillionths: 0)
  /// Age in days at which a version is replaced.
  package var replacedAfterDays: Int64 = 1
  /// Days that an old version is kept: 0 without versioning, `nil` for good.
  package var noncurrentDays: Int64? = 0
  /// By age; the class of new objects is `standard`.
  package var rules: [Rule] = []
  package var expirationDays: Int64?
  package var movesSmallObjects = false
  /// Share of Intelligent-Tiering's bytes that are read at least once a month.
  package var accessedShare = Decimal12(trillionths: 0)
  /// Days that the bucket has been written to like this before the period.
  package var historyDays: Int64 = 0

  /// Objects move to a class when they are so old.
  package struct Rule: Sendable, Hashable {
    package var days: Int64
    package var storageClass: String

    package init(days: Int64, storageClass: String) {
      self.days = days
      self.storageClass = storageClass
    }
  }

  package init(writes: LoadVolume, objectBytes: Int64) {
    self.writes = writes
    self.objectBytes = objectBytes
  }

  static let smallObject: Int64 = 128 * 1024

  /// Days for which a class is paid at least.
  static func minimumDays(_ storageClass: String) -> Int64 {
    switch storageClass {
    case "standard_ia", "onezone_ia": 30
    case "glacier_ir", "glacier_flexible": 90
    case "deep_archive": 180
    default: 0
    }
  }

  /// The rules that act on objects of this size.
  var effectiveRules: [Rule] {
    objectBytes < Self.smallObject && !movesSmallObjects
      ? [] : rules.sorted { $0.days < $1.days }
  }

  /// A stay in one class, from one age in hours to another; `nil` for good.
  struct Stay {
    let storageClass: String
    let from: Int
    let to: Int?
    /// The age until which it is paid.
    let paidTo: Int?
  }

  /// The stays of versions that live for `days`, `nil` for good.
  func stays(living days: Int64?) -> [Stay] {
    let steps = [Rule(days: 0, storageClass: "standard")] + effectiveRules
    return steps.indices.compactMap { place in
      let start = steps[place].days
      if let days, start >= days { return nil }
      let next = place + 1 < steps.count ? steps[place + 1].days : nil
      let end = [next, days].compactMap(\.self).min()
      guard end.map({ $0 > start }) ?? true else { return nil }
      let minimum = start + Self.minimumDays(steps[place].storageClass)
      return Stay(
        storageClass: steps[place].storageClass, from: Int(start * 24),
        to: end.map { Int($0 * 24) }, paidTo: end.map { Int(max($0, minimum) * 24) })
    }
  }

  /// How long versions live: those that stay current, and those that are replaced.
  var lives: [(share: Decimal12, days: Int64?)] {
    let one = Decimal12(trillionths: Decimal12.one)
    let current = Decimal12(trillionths: one.trillionths - replacedShare.trillionths)
    let old = noncurrentDays.map { kept in
      min(replacedAfterDays + kept, (expirationDays ?? .max / 2) + kept)
    }
    return [(current, expirationDays), (replacedShare, old)]
  }
}
