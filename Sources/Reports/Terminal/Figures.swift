internal import Units

/// Figures as people read them.
enum Figures {
  /// Cents with thousands separators: `1,049.82`.
  static func dollars(_ money: Money) -> String { grouped(money.cents) }

  static func signedDollars(_ money: Money) -> String {
    (money > .zero ? "+" : "") + grouped(money.cents)
  }

  /// With sign and dollar mark: `+$212.40`.
  static func dollarChange(_ money: Money) -> String {
    (money < .zero ? "-$" : "+$") + dollars(money < .zero ? -money : money)
  }

  static func count(_ value: Int64) -> String { grouped(String(value)) }

  static func fixed(_ value: Double?, decimals: Int) -> String {
    guard let value else { return "–" }
    var bytes: [UInt8] = []
    bytes.appendDecimal(value, decimals: decimals)
    return grouped(String(decoding: bytes, as: UTF8.self))
  }

  /// Commas between groups of three digits of the whole part.
  private static func grouped(_ number: String) -> String {
    let isNegative = number.hasPrefix("-")
    let magnitude = isNegative ? number.dropFirst() : Substring(number)
    let whole = magnitude.prefix { $0 != "." }
    var result = isNegative ? "-" : ""
    for (index, digit) in whole.enumerated() {
      if index > 0 && (whole.count - index).isMultiple(of: 3) { result += "," }
      result.append(digit)
    }
    return result + magnitude.dropFirst(whole.count)
  }
}

extension Figures {
  /// A round number in few characters, for marks of axes: `12k`, `1.5M`, `0.5`.
  static func compact(_ value: Double) -> String {
    for (unit, size) in [("G", 1e9), ("M", 1e6), ("k", 1e3)] where value.magnitude >= size {
      return trimmed(value / size) + unit
    }
    return trimmed(value)
  }

  private static func trimmed(_ value: Double) -> String {
    var text = fixed(value, decimals: 3)
    while text.contains("."), text.last == "0" || text.last == "." {
      let isPoint = text.removeLast() == "."
      if isPoint { break }
    }
    return text
  }
}
