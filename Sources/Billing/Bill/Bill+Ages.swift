package import Units

/// How old the prices are that a bill rests on.
package struct PriceAges: Sendable, Hashable {
  /// Prices that something is paid by: key, Region and tier.
  package let used: Int
  /// Those of them that no source has a date of.
  package let undated: Int
  /// `nil` where none has a date.
  package let oldest: CivilDate?
  /// What of a month of 730 h rests on prices that were last seen before a day.
  package let agedMonthly: Money
  package let aged: Int
}

extension Bill {
  /// - Parameter day: prices that were last seen before it count as aged.
  package func priceAges(before day: CivilDate) -> PriceAges {
    let paid = items.filter { $0.kind == .usage || $0.kind == .covered }
    func count(_ items: [LineItem]) -> Int {
      Set(items.map { [$0.sku, $0.region, $0.tier, $0.kind.rawValue] }).count
    }
    let aged = paid.filter { $0.effective.map { $0 < day } ?? false }
    return PriceAges(
      used: count(paid), undated: count(paid.filter { $0.effective == nil }),
      oldest: paid.compactMap(\.effective).min(),
      agedMonthly: aged.reduce(.zero) { $0 + $1.monthly }, aged: count(aged))
  }
}
