extension SimDuration: CustomStringConvertible {
  private static let suffixes: [(text: String, nanoseconds: Int64)] = [
    ("ms", 1_000_000), ("s", 1_000_000_000), ("m", 60_000_000_000), ("h", 3_600_000_000_000),
    ("d", 86_400_000_000_000),
  ]

  /// Reads `250ms`, `60s`, `29.56s`, `5m`, `1h` or `30d`; `nil` for anything else.
  ///
  /// The number is a decimal read exactly; more than nine decimals of a second are refused.
  package init?(text: some StringProtocol) {
    let number = text.prefix { !$0.isLetter }
    let suffix = text.dropFirst(number.count)
    guard let scale = Self.suffixes.first(where: { $0.text == suffix })?.nanoseconds,
      let decimal = Decimal12(text: number)
    else { return nil }
    let (product, overflow) = decimal.trillionths.multipliedReportingOverflow(by: Int128(scale))
    guard !overflow, product % Decimal12.one == 0,
      let nanoseconds = Int64(exactly: product / Decimal12.one)
    else { return nil }
    self.init(nanoseconds: nanoseconds)
  }

  /// The shortest text that `init(text:)` reads back to the same value.
  package var description: String {
    if nanoseconds == 0 { return "0s" }
    for (text, scale) in Self.suffixes.reversed() where nanoseconds % scale == 0 {
      return "\(nanoseconds / scale)\(text)"
    }
    return Decimal12(trillionths: Int128(nanoseconds) * 1000).description + "s"
  }
}
