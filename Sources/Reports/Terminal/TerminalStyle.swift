/// What a terminal can show.
package struct TerminalStyle: Sendable, Hashable {
  package var hasColor: Bool
  /// Block and box characters; ASCII otherwise.
  package var hasUnicode: Bool

  package static let plain = TerminalStyle(hasColor: false, hasUnicode: true)

  package init(hasColor: Bool, hasUnicode: Bool) {
    self.hasColor = hasColor
    self.hasUnicode = hasUnicode
  }

  /// Colour needs a terminal that is not `dumb`, and no `NO_COLOR` (no-color.org); Unicode follows
  /// the locale, as programs of POSIX systems do: `LC_ALL`, else `LC_CTYPE`, else `LANG`.
  package init(isTerminal: Bool, environment: [String: String]) {
    let wantsNone = !(environment["NO_COLOR"] ?? "").isEmpty
    hasColor = isTerminal && !wantsNone && environment["TERM"] != "dumb"
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
      .compactMap { environment[$0] }.first { !$0.isEmpty }
    let isUTF8 = locale.map { $0.lowercased().contains("utf") } ?? true
    hasUnicode = !isTerminal || isUTF8
  }

  package enum Role: String, Sendable {
    case heading = "1"
    case warning = "33"
    case faint = "2"
  }

  /// `text` in the colour of its role (ECMA-48 SGR), or as it is.
  package func paint(_ text: String, _ role: Role) -> String {
    hasColor ? "\u{1B}[\(role.rawValue)m\(text)\u{1B}[0m" : text
  }
}
