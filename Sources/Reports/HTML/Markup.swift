/// HTML text under construction, in which only literals of the source are markup.
///
/// Text that is interpolated is escaped; this is the one place where that happens:
///
///     let cell: Markup = "<td>\(service.name)</td>"
struct Markup: Sendable, Hashable {
  private(set) var text: String

  static let empty: Markup = ""

  static func + (a: Markup, b: Markup) -> Markup { Markup(text: a.text + b.text) }
  static func += (a: inout Markup, b: Markup) { a.text += b.text }

  private init(text: String) { self.text = text }
}

extension Markup: ExpressibleByStringInterpolation {
  init(stringLiteral value: StaticString) { text = value.description }

  init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: StaticString) { text += literal.description }

    mutating func appendInterpolation(_ value: some StringProtocol) {
      text += value.escapedForMarkup
    }

    mutating func appendInterpolation(_ value: some BinaryInteger) { text += String(value) }
    mutating func appendInterpolation(_ value: Markup) { text += value.text }

    mutating func appendInterpolation(_ values: [Markup]) {
      for value in values { text += value.text }
    }
  }
}

extension StringProtocol {
  /// This text with every character that means something to HTML, SVG or XML written as an entity.
  ///
  /// Control characters and marks that turn the direction of writing become visible: they could
  /// hide what a name really is.
  var escapedForMarkup: String {
    var result = ""
    result.reserveCapacity(utf8.count)
    for scalar in unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case _ where scalar.isHidden: result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Unicode.Scalar {
  /// Controls, line ends, marks and overrides of direction, tags, and what XML cannot hold.
  var isHidden: Bool {
    switch value {
    case 0x00..<0x20, 0x7F..<0xA0, 0x061C, 0x200B, 0x200E...0x200F, 0x2028...0x202E,
      0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xFFFE...0xFFFF, 0xE0000...0xE007F:
      true
    default: false
    }
  }
}
