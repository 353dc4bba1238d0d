internal import Billing
internal import Units

/// The quantities of a recording at another price list.
enum GuardRepricing {
  /// The monthly cost of each item, in the same order.
  ///
  /// A new price is looked for where the old one came from: the same component in a bill that was
  /// made at the new prices, else the price list's record of that name. What has no new price keeps
  /// its old one: a plan's unused part, an allowance.
  static func monthly(
    _ items: [GuardItem], at prices: PriceList, seen: [GuardItem]
  ) -> [Money] {
    items.map { item in
      guard item.unitPrice > .zero else { return item.monthly }
      let known = seen.first { $0.key == item.key }?.unitPrice
      let price = known ?? listed(item, in: prices) ?? item.unitPrice
      guard price != item.unitPrice else { return item.monthly }
      return Money(
        trillionths: (item.monthly.trillionths * Int128(price.trillionths))
          .dividedHalfEven(by: Int128(item.unitPrice.trillionths)))
    }
  }

  /// The price that stands where the old one stood; only records with a single price say so.
  private static func listed(_ item: GuardItem, in prices: PriceList) -> UnitPrice? {
    let records = prices.skus.filter {
      $0.key == item.sku && ($0.region == item.region || $0.region == PriceList.everywhere)
    }
    guard records.count == 1, let record = records.first, record.tiers.count == 1 else {
      return nil
    }
    return record.firstPrice
  }
}
