package import Units

/// A run beside real costs, line by line.
///
/// For what both sides have, the difference is split: the usage effect is the other quantity at the
/// run's average price, the price effect is the rest. Every cost of both sides is in exactly one
/// row, so that the columns add up to the two totals.
package struct Reconciliation: Sendable {
  package let rows: [Row]
  package let simulatedTotal: Money
  package let actualTotal: Money

  package struct Row: Sendable, Hashable {
    /// The bill's line; `nil` for what belongs to none.
    package let line: String?
    /// The price list's key, or what stands in its place.
    package let name: String
    package let region: String
    /// Empty where quantities cannot be compared.
    package let unit: String
    package let simulatedQuantity: Quantity?
    package let actualQuantity: Quantity?
    package let simulated: Money
    package let actual: Money
    package let usageEffect: Money
    package let priceEffect: Money
    /// Rows of the export in it.
    package let actualRows: Int
    package let standing: Standing
    /// The run's cost rests on a price that is not well supported.
    package let lowConfidence: Bool

    package var difference: Money { actual - simulated }
  }

  package enum Standing: String, Sendable, CaseIterable {
    case both
    case onlySimulated = "only_simulated"
    case onlyActual = "only_actual"
    /// Rows of the export that no key stands for.
    case unmapped
  }
}
