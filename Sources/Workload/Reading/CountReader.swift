/// Reading a count of requests from text.
enum CountReader {
  enum Outcome {
    case count(Double)
    /// What the text is instead of a count.
    case fault(String)
  }

  static let allowed = "a number from 0 to 100,000,000,000 is allowed"

  /// Reads a decimal such as `12`, `12.0` or `1.2e4`.
  ///
  /// Up to fifteen digits take a path without allocation: both the digits and the power of ten are
  /// then exact in `Double`, and their quotient is the correctly rounded value (Clinger, "How to
  /// read floating point numbers accurately", 1990).
  static func read(_ text: UnsafeBufferPointer<UInt8>) -> Outcome {
    if let value = plainDecimal(text) { return checked(value, text) }
    let shown = shownText(text)
    if text.isEmpty { return .fault("the count is empty; \(allowed)") }
    switch shown.lowercased() {
    case "nan", "inf", "+inf", "-inf", "infinity", "-infinity":
      return .fault("the count is \(shown); \(allowed)")
    default: break
    }
    let isNumeric = text.allSatisfy { byte in
      (0x30...0x39).contains(byte) || "+-.eE".utf8.contains(byte)
    }
    guard isNumeric, let value = Double(String(decoding: text, as: UTF8.self)) else {
      return .fault("'\(shown)' is not a number; \(allowed)")
    }
    return checked(value, text)
  }

  /// `value` if it may be a count, otherwise what is wrong with it.
  static func checked(_ value: Double, _ text: UnsafeBufferPointer<UInt8>) -> Outcome {
    if value >= 0, value <= LoadTrace.maximumCount { return .count(value) }
    let shown = shownText(text)
    return .fault("the count \(shown) is \(value < 0 ? "negative" : "too large"); \(allowed)")
  }

  private static func plainDecimal(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    guard !text.isEmpty, text.count <= 16 else { return nil }
    var digits: Int64 = 0
    var digitCount = 0
    var divisor = 0.0
    for byte in text {
      if byte == UInt8(ascii: "."), divisor == 0, digitCount > 0 {
        divisor = 1
      } else if (0x30...0x39).contains(byte) {
        digits = digits * 10 + Int64(byte - 0x30)
        digitCount += 1
        divisor *= 10
      } else {
        return nil
      }
    }
    guard digitCount > 0, digitCount <= 15, divisor != 1 else { return nil }
    return divisor == 0 ? Double(digits) : Double(digits) / divisor
  }
}

/// The start of a text for a message: at most forty bytes, never a control character.
func shownText(_ bytes: some Collection<UInt8>) -> String {
  let text = String(decoding: bytes.prefix(40), as: UTF8.self)
  let safe = String(text.map { $0.unicodeScalars.allSatisfy { $0.value >= 0x20 } ? $0 : "?" })
  return bytes.count > 40 ? safe + "…" : safe
}
