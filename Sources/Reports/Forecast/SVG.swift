/// Elements of an SVG 1.1 picture as text.
enum SVG {
  /// A whole document; the title is also what a screen reader says.
  static func document(title: String, width: Double, height: Double, body: [String]) -> String {
    let size = "\(number(width)) \(number(height))"
    let head =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(size)\" "
      + "width=\"\(number(width))\" height=\"\(number(height))\" role=\"img\" "
      + "font-family=\"system-ui, sans-serif\">"
    return
      ([
        head, "<title>\(escaped(title))</title>",
        "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
      ] + body + ["</svg>", ""])
      .joined(separator: "\n")
  }

  static func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, color: String, width: Double = 1,
    isDashed: Bool = false
  ) -> String {
    "<line x1=\"\(number(x1))\" y1=\"\(number(y1))\" x2=\"\(number(x2))\" y2=\"\(number(y2))\" "
      + "stroke=\"\(color)\" stroke-width=\"\(number(width))\""
      + (isDashed ? " stroke-dasharray=\"4 4\"" : "") + "/>"
  }

  static func text(
    _ text: String, x: Double, y: Double, size: Int, anchor: String, isUpright: Bool = true
  ) -> String {
    "<text x=\"\(number(x))\" y=\"\(number(y))\" font-size=\"\(size)\" text-anchor=\"\(anchor)\""
      + (isUpright ? "" : " transform=\"rotate(-90 \(number(x)) \(number(y)))\"")
      + ">\(escaped(text))</text>"
  }

  static func point(_ x: Double, _ y: Double) -> String { "\(number(x)),\(number(y))" }

  /// Two decimals at most.
  static func number(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    return rounded == rounded.rounded() ? String(Int64(rounded)) : String(rounded)
  }

  /// Text without what XML reads as markup or forbids.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n", "\r": result += " "
      default:
        let isControl = scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value)
        if !isControl && scalar.value & 0xfffe != 0xfffe { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }
}
