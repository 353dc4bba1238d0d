internal import Units

/// What one unit costs under a commitment, amortised and in cash.
struct CommitmentRate {
  let sku: SKU
  let termHours: Int64

  init(sku: SKU, term: CommitmentTerm) {
    self.sku = sku
    termHours = term.hours
  }

  private var fee: Int128 { sku.upfront?.trillionths ?? 0 }

  /// The hourly part and the fee spread over the term, exactly: price + fee / term hours.
  ///
  /// Where the price list does not split the two, the price already is their sum.
  func amortised(_ quantity: Quantity) -> Money {
    let perTerm = Int128(sku.firstPrice.trillionths) * Int128(termHours) + fee
    return quantity.scaled(by: perTerm, over: Int128(termHours)).cost(at: .trillionth)
  }

  /// The hourly part alone.
  func recurring(_ quantity: Quantity) -> Money { quantity.cost(at: sku.firstPrice) }

  /// The amortised price of a unit to the nearest trillionth, for the line item.
  var effective: UnitPrice {
    let spread = fee.dividedHalfEven(by: Int128(termHours))
    return UnitPrice(trillionths: sku.firstPrice.trillionths + Int64(spread))
  }
}

extension UnitPrice {
  /// 10⁻¹² USD: quantities priced at it are amounts of money.
  static let trillionth = UnitPrice(trillionths: 1)
  static let dollar = UnitPrice(trillionths: 1_000_000_000_000)
}
