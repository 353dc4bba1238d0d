extension [UInt8] {
  /// Appends an integer in decimal digits.
  mutating func appendDecimal(_ value: Int64) {
    if value < 0 { append(UInt8(ascii: "-")) }
    appendDigits(value.magnitude, minimumCount: 1)
  }

  /// Appends `value` rounded to exactly `decimals` places, ties away from zero.
  ///
  /// Infinite values and those beyond 18 digits are written as Swift writes them.
  mutating func appendDecimal(_ value: Double, decimals: Int) {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (value * scale).rounded()
    guard scaled.magnitude < 1e18 else {
      append(contentsOf: value.description.utf8)
      return
    }
    let integer = Int64(scaled)
    if integer < 0 { append(UInt8(ascii: "-")) }
    let (whole, fraction) = integer.magnitude.quotientAndRemainder(dividingBy: UInt64(scale))
    appendDigits(whole, minimumCount: 1)
    if decimals > 0 {
      append(UInt8(ascii: "."))
      appendDigits(fraction, minimumCount: decimals)
    }
  }

  private mutating func appendDigits(_ value: UInt64, minimumCount: Int) {
    let start = count
    var rest = value
    while rest > 0 || count - start < minimumCount {
      append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    }
    self[start...].reverse()
  }
}
