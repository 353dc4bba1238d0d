/// How reports mark figures that rest on prices which are not well supported.
enum LowConfidence {
  /// Behind a name.
  static func mark(_ isLow: Bool) -> String { isLow ? " *" : "" }

  /// What the mark means, with the prices' keys; nothing where there are none.
  static func note(_ prices: [String], width: Int = 80) -> [String] {
    guard !prices.isEmpty else { return [] }
    return wrapped(sentence(prices, mark: "* "), width: width, indent: "  ")
  }

  static func sentence(_ prices: [String], mark: String = "") -> String {
    let noun = prices.count == 1 ? "a price" : "prices"
    return "\(mark)rests on \(noun) of low confidence: \(prices.joined(separator: ", "))"
      .safeForTerminal
  }

  /// One cell for all keys.
  static func cell(_ prices: [String]) -> String { prices.joined(separator: "; ") }
}
