/// Numbers and paths of SVG, with one decimal: finer than any screen shows.
enum SVGPath {
  static func number(_ value: Double) -> Markup {
    var bytes: [UInt8] = []
    bytes.appendDecimal(value, decimals: 1)
    if bytes.suffix(2) == [UInt8(ascii: "."), UInt8(ascii: "0")] { bytes.removeLast(2) }
    return "\(String(decoding: bytes, as: UTF8.self))"
  }

  /// A line through the known values; a gap where one is unknown.
  static func line(_ points: [(x: Double, y: Double)?]) -> Markup {
    var result = Markup.empty
    var isDrawing = false
    for point in points {
      guard let point else {
        isDrawing = false
        continue
      }
      if isDrawing {
        result += "L\(number(point.x)) \(number(point.y))"
      } else {
        result += "M\(number(point.x)) \(number(point.y))h0"
      }
      isDrawing = true
    }
    return result
  }

  /// The area between two lines; pieces are closed where a value is unknown.
  static func band(_ points: [(x: Double, low: Double, high: Double)?]) -> Markup {
    var result = Markup.empty
    var piece: [(x: Double, low: Double, high: Double)] = []
    for point in points + [nil] {
      if let point {
        piece.append(point)
        continue
      }
      if let first = piece.first {
        result += "M\(number(first.x)) \(number(first.high))"
        for point in piece.dropFirst() { result += "L\(number(point.x)) \(number(point.high))" }
        for point in piece.reversed() { result += "L\(number(point.x)) \(number(point.low))" }
        result += "Z"
      }
      piece = []
    }
    return result
  }
}
