/// A list price for one unit as an integer count of 10⁻¹² USD.
///
/// Parsed from the decimal string of the price list, never through `Double`. The largest price is
/// about 9.2 million dollars a unit.
package struct UnitPrice: Sendable, Hashable, Comparable {
  package var trillionths: Int64

  package init(trillionths: Int64) { self.trillionths = trillionths }

  /// Reads a non-negative decimal with at most twelve decimals; `nil` when it is not one.
  package init?(text: some StringProtocol) {
    guard let decimal = Decimal12(text: text), decimal.trillionths >= 0,
      let trillionths = Int64(exactly: decimal.trillionths)
    else { return nil }
    self.init(trillionths: trillionths)
  }

  package static let zero = UnitPrice(trillionths: 0)

  package static func < (a: UnitPrice, b: UnitPrice) -> Bool { a.trillionths < b.trillionths }

  /// The cost of `quantity` smallest units of which `unitsPerPrice` make one priced unit.
  ///
  /// One multiplication in 128 bits and one half-even rounding: the only rounding of a line item.
  package func cost(of quantity: Int128, unitsPerPrice: Int128) -> Money {
    let product = Int128(trillionths) * quantity
    return Money(trillionths: product.dividedHalfEven(by: unitsPerPrice))
  }
}

extension UnitPrice: CustomStringConvertible {
  package var description: String { Decimal12(trillionths: Int128(trillionths)).text() }
}
