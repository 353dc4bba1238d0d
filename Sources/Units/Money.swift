/// An amount in US dollars as an integer count of 10⁻¹² USD.
///
/// Addition is exact in any order. `Double` appears only under the name `approximateDollars`.
package struct Money: Sendable, Hashable, Comparable, AdditiveArithmetic {
  package var trillionths: Int128

  package init(trillionths: Int128) { self.trillionths = trillionths }

  /// Reads a decimal string such as `2375` or `-0.42`; `nil` when it is not one.
  package init?(text: some StringProtocol) {
    guard let decimal = Decimal12(text: text) else { return nil }
    trillionths = decimal.trillionths
  }

  package static let zero = Money(trillionths: 0)

  package static func + (a: Money, b: Money) -> Money {
    Money(trillionths: a.trillionths + b.trillionths)
  }

  package static func - (a: Money, b: Money) -> Money {
    Money(trillionths: a.trillionths - b.trillionths)
  }

  package static prefix func - (a: Money) -> Money { Money(trillionths: -a.trillionths) }

  package static func < (a: Money, b: Money) -> Bool { a.trillionths < b.trillionths }

  /// This amount times `numerator / denominator`, rounded half-even once.
  package func scaled(by numerator: Int64, over denominator: Int64) -> Money {
    let product = trillionths * Int128(numerator)
    return Money(trillionths: product.dividedHalfEven(by: Int128(denominator)))
  }

  /// For statistics and charts; never for a bill.
  package var approximateDollars: Double { Double(trillionths) * 1e-12 }

  /// Rounded to whole cents, as people read it: `1049.82`.
  package var cents: String { Decimal12(trillionths: trillionths).rounded(decimals: 2) }
}

extension Money: CustomStringConvertible {
  /// The exact amount with at least two decimals: the form that files and JSON carry.
  package var description: String { Decimal12(trillionths: trillionths).text(minimumDecimals: 2) }
}
