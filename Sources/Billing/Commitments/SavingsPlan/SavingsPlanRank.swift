internal import Units

/// The order in which a Savings Plan pays for the use of an hour.
///
/// The highest saving in per cent comes first, of equal ones the lower rate (AWS, "Understanding
/// how Savings Plans apply to your usage").
struct SavingsPlanRank: Comparable {
  private let onDemand: Int128
  private let rate: Int128
  private let place: Int

  /// - Parameter place: decides between uses that AWS does not tell apart.
  init(sku: SKU, rate: SKU, place: Int) {
    onDemand = Int128(sku.firstPrice.trillionths)
    self.rate = Int128(rate.firstPrice.trillionths)
    self.place = place
  }

  static func < (a: SavingsPlanRank, b: SavingsPlanRank) -> Bool {
    let (left, right) = (a.rate * b.onDemand, b.rate * a.onDemand)
    return left == right ? (a.rate, a.place) < (b.rate, b.place) : left < right
  }
}
