internal import Billing
internal import Units

/// Decimals as FOCUS wants them: plain, and always with a point, so that no reader takes a column of
/// whole numbers for integers (focus reference section 5.3).
enum FocusNumber {
  static func text(_ money: Money) -> String {
    Decimal12(trillionths: money.trillionths).text(minimumDecimals: 1)
  }

  static func text(_ price: UnitPrice) -> String {
    Decimal12(trillionths: Int128(price.trillionths)).text(minimumDecimals: 1)
  }

  /// Rounded half-even to twelve decimals.
  static func text(_ quantity: Quantity) -> String {
    let exact = quantity.reduced
    let (whole, rest) = exact.smallestUnits.quotientAndRemainder(dividingBy: exact.perUnit)
    let (high, low) = UInt128(rest.magnitude).multipliedFullWidth(by: UInt128(Decimal12.one))
    let divisor = UInt128(exact.perUnit)
    var (fraction, remainder) = divisor.dividingFullWidth((high, low))
    let gap = divisor - remainder
    if remainder > gap || (remainder == gap && fraction % 2 == 1) { fraction += 1 }
    remainder = 0
    return Decimal12(trillionths: whole * Decimal12.one + Int128(fraction))
      .text(minimumDecimals: 1)
  }
}
