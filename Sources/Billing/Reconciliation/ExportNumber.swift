internal import Units

/// Decimals as exports write them, with or without an exponent.
enum ExportNumber {
  /// `text` in trillionths, rounded half-even where it has more than twelve decimals; `nil` for
  /// anything but a decimal of fewer than 40 digits.
  static func trillionths(_ text: String) -> Int128? {
    var rest = Substring(text)
    let isNegative = rest.first == "-"
    if isNegative || rest.first == "+" { rest = rest.dropFirst() }
    let parts = rest.split(separator: "e", omittingEmptySubsequences: false)
      .flatMap { $0.split(separator: "E", omittingEmptySubsequences: false) }
    guard let mantissa = parts.first, parts.count <= 2 else { return nil }
    var exponent = 12
    if parts.count == 2 {
      guard let stated = Int(parts[1]), (-60...20).contains(stated) else { return nil }
      exponent += stated
    }
    let pieces = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    guard pieces.count <= 2, pieces.contains(where: { !$0.isEmpty }),
      pieces.allSatisfy({ $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } })
    else { return nil }
    let digits = pieces.joined().drop { $0 == "0" }
    exponent -= pieces.count == 2 ? pieces[1].count : 0
    guard digits.count + max(0, exponent) <= 37, let value = digits.isEmpty ? 0 : Int128(digits)
    else { return nil }
    let scaled = exponent >= 0 ? value * power(exponent) : rounded(value, places: -exponent)
    return isNegative ? -scaled : scaled
  }

  private static func rounded(_ value: Int128, places: Int) -> Int128 {
    places > 37 ? 0 : value.dividedHalfEven(by: power(places))
  }

  private static func power(_ exponent: Int) -> Int128 {
    (0..<exponent).reduce(Int128(1)) { result, _ in result * 10 }
  }
}
