package import Units

/// Which view of costs is set beside a run.
package enum CostBasis: String, Sendable, CaseIterable {
  /// Commitments spread over their hours; taxes, credits and fees bought ahead stay out.
  case amortised
  /// What is invoiced.
  case cash
}

/// Real costs of an export, summed by what they are for.
package struct ActualCosts: Sendable {
  package let path: String
  /// Such as `AWS CUR` or `FOCUS`.
  package let format: String
  package let basis: CostBasis
  package let rowCount: Int
  /// First and last instant of the charges.
  package let start: UTCTime
  package let end: UTCTime
  /// In the order of their names; every row that belongs to the view is in exactly one.
  package let entries: [Entry]
  /// Rows that the view leaves out, by kind.
  package let excluded: [Excluded]

  /// Rows of one key and Region, or of one service whose rows no key stands for.
  package struct Entry: Sendable, Hashable {
    package let identity: Identity
    /// In units of the price list; `nil` where no key is known.
    package var quantity: Quantity?
    package var cost: Money
    package var rows: Int
  }

  package struct Excluded: Sendable, Hashable {
    package let kind: String
    package var amount: Money
    package var rows: Int
  }

  package enum Identity: Sendable, Hashable {
    case key(String, region: String)
    /// The service as the export names it.
    case unmapped(service: String)
    /// What a commitment cost without being used.
    case unusedCommitment(service: String)
  }

  /// The exact sum of the entries.
  package var total: Money { entries.reduce(.zero) { $0 + $1.cost } }
}

/// One row of an export, as both formats give it.
struct ActualRow {
  /// Where the charge belongs and whether the view holds it.
  enum Standing {
    case usage, unusedCommitment
    case excluded(String)
  }

  let standing: Standing
  let service: String
  let usageType: String
  let operation: String
  /// AWS's words for it; empty where the export has none.
  let description: String
  /// The export's unit, such as `1000 Requests`.
  let unit: String
  /// A key of the price list, where the export is one of tosscost's own.
  let ownKey: String?
  let region: String
  let attributes: [String: String]
  let quantity: Int128
  /// Trillionths of how many things one unit of `quantity` holds: 1,000 for `1000 Requests`.
  let unitSize: Int128
  let cost: Money
  let start: UTCTime
  let end: UTCTime
}
