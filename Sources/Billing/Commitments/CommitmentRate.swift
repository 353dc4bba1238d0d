internal import Units

/// What one unit costs under a commitment, amortised and in cash.
struct CommitmentRate {
  let sku: SKU
  let termHours: Int64
  /// One-off fee of one reservation, in trillionths.
  private let fee: Int128
  /// Paid for each hour, in trillionths.
  private let hourly: Int64

  /// Where the price list has only the effective rate of an upfront option, the fee follows from
  /// the option: all of the term's cost, or half of it (commitment-prices reference section 3).
  init(sku: SKU, term: CommitmentTerm) {
    self.sku = sku
    termHours = term.hours
    let price = sku.firstPrice.trillionths
    if let fee = sku.upfront {
      self.fee = fee.trillionths
      hourly = price
    } else {
      let share = sku.term.payment?.upfrontShare ?? PaymentOption.noUpfront.upfrontShare
      hourly = price - price * Int64(share.part) / Int64(share.of)
      fee = Int128(price - hourly) * Int128(termHours)
    }
  }

  /// Of one reservation, paid at the start.
  var upfrontFee: Money { Money(trillionths: fee) }

  /// The hourly part and the fee spread over the term, exactly: price + fee / term hours.
  func amortised(_ quantity: Quantity) -> Money {
    let perTerm = Int128(hourly) * Int128(termHours) + fee
    return quantity.scaled(by: perTerm, over: Int128(termHours)).cost(at: .trillionth)
  }

  /// The hourly part alone.
  func recurring(_ quantity: Quantity) -> Money {
    quantity.cost(at: UnitPrice(trillionths: hourly))
  }

  /// The amortised price of a unit to the nearest trillionth, for the line item.
  var effective: UnitPrice {
    UnitPrice(trillionths: hourly + Int64(fee.dividedHalfEven(by: Int128(termHours))))
  }

  /// The amortised price of a unit that takes `share` of `whole` of a reservation.
  func effective(share: Int128, of whole: Int128) -> UnitPrice {
    let price = Int128(effective.trillionths) * share
    return UnitPrice(trillionths: Int64(clamping: price.dividedHalfEven(by: whole)))
  }
}

extension UnitPrice {
  /// 10⁻¹² USD: quantities priced at it are amounts of money.
  static let trillionth = UnitPrice(trillionths: 1)
  static let dollar = UnitPrice(trillionths: 1_000_000_000_000)
}

extension PriceTerm {
  /// How a commitment is paid; `nil` where nothing is bought ahead.
  var payment: PaymentOption? {
    switch self {
    case .reserved(_, let option), .computeSavingsPlan(_, let option),
      .databaseSavingsPlan(_, let option):
      option
    default: nil
    }
  }
}

extension PaymentOption {
  /// The share of a commitment that is paid at the start: AWS asks for half of a partial one.
  var upfrontShare: (part: Int128, of: Int128) {
    switch self {
    case .noUpfront: (0, 1)
    case .partialUpfront: (1, 2)
    case .allUpfront: (1, 1)
    }
  }
}
