/// A decimal number with at most twelve decimals, held as an integer count of 10⁻¹².
///
/// The exact text form behind `Money`, `UnitPrice` and durations: it never passes through `Double`.
package struct Decimal12: Sendable, Hashable {
  package static let one: Int128 = 1_000_000_000_000
  package var trillionths: Int128

  package init(trillionths: Int128) { self.trillionths = trillionths }

  /// Reads an optional sign, digits, and at most twelve decimals; `nil` for anything else.
  package init?(text: some StringProtocol) {
    var digits = Substring(text)
    let isNegative = digits.first == "-"
    if isNegative || digits.first == "+" { digits.removeFirst() }
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, !whole.isEmpty, whole.count <= 18,
      whole.utf8.allSatisfy(Self.isDigit)
    else { return nil }
    var value = Int128(whole) ?? 0
    value *= Self.one
    if parts.count == 2 {
      let fraction = parts[1]
      guard !fraction.isEmpty, fraction.count <= 12, fraction.utf8.allSatisfy(Self.isDigit)
      else { return nil }
      let padded = String(fraction) + String(repeating: "0", count: 12 - fraction.count)
      value += Int128(padded) ?? 0
    }
    trillionths = isNegative ? -value : value
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// The decimal with trailing zeros removed but at least `minimumDecimals` kept.
  package func text(minimumDecimals: Int = 0) -> String {
    let magnitude = trillionths.magnitude
    let (whole, fraction) = magnitude.quotientAndRemainder(dividingBy: UInt128(Self.one))
    var decimals = String(fraction)
    decimals = String(repeating: "0", count: 12 - decimals.count) + decimals
    while decimals.count > minimumDecimals, decimals.last == "0" { decimals.removeLast() }
    let sign = trillionths < 0 ? "-" : ""
    return decimals.isEmpty ? "\(sign)\(whole)" : "\(sign)\(whole).\(decimals)"
  }

  /// The decimal rounded to `decimals` places, halves away from zero as people round: 16.425
  /// is shown as 16.43.
  ///
  /// For display only; amounts themselves know just the half-even rounding of a line item.
  package func rounded(decimals: Int) -> String {
    var unit: Int128 = 1
    for _ in decimals..<12 { unit *= 10 }
    let magnitude = (Int128(trillionths.magnitude) + unit / 2) / unit * unit
    let kept = Decimal12(trillionths: trillionths < 0 ? -magnitude : magnitude)
    return kept.text(minimumDecimals: decimals)
  }
}

extension Decimal12: CustomStringConvertible {
  package var description: String { text() }
}
