internal import Units

extension ValueSchema {
  /// Whether an empty value stands for a mapping without keys.
  var isMapping: Bool {
    if case .object = self { true } else { false }
  }
}

extension SchemaChecker {
  /// The scalar as the schema wants it; `nil` where it is something else or out of range.
  static func scalar(_ node: SourceNode, as schema: ValueSchema) -> CheckedValue? {
    guard case .scalar(let text, let isPlain) = node.content else { return nil }
    switch schema {
    case .text:
      return text.isEmpty ? nil : .text(text)
    case .name:
      return isName(text) ? .text(text) : nil
    case .region:
      return isRegion(text) ? .text(text) : nil
    case .boolean:
      return isPlain ? truth(text).map { .boolean($0) } : nil
    case .integer(let range):
      guard isPlain, let value = number(text), value.trillionths % Decimal12.one == 0,
        let whole = Int64(exactly: value.trillionths / Decimal12.one), range.contains(whole)
      else { return nil }
      return .integer(whole)
    case .decimal(let range):
      // Prices are written in quotes by those who distrust floating point; both are exact here.
      guard let value = number(text), range.contains(value) else { return nil }
      return .decimal(value)
    case .duration(let range):
      guard let value = SimDuration(text: text), range.contains(value) else { return nil }
      return .duration(value)
    case .choice(let words):
      return words.contains(text) ? .text(text) : nil
    case .period:
      return Period(text: text).map { .text($0.description) }
    default:
      return nil
    }
  }

  /// A decimal; underscores may stand between digits, as YAML 1.1 allows.
  private static func number(_ text: String) -> Decimal12? {
    let isGrouped = text.contains("_")
    guard !isGrouped || (text.first?.isNumber == true && text.last?.isNumber == true) else {
      return nil
    }
    return Decimal12(text: text.filter { $0 != "_" })
  }

  private static func truth(_ text: String) -> Bool? {
    switch text {
    case "true", "True", "TRUE": true
    case "false", "False", "FALSE": false
    default: nil
    }
  }

  /// Two letters, one or more words and a digit.
  static func isRegion(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[0].count == 2, parts[parts.count - 1].count == 1 else {
      return false
    }
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    let digits = UInt8(ascii: "1")...UInt8(ascii: "9")
    return parts.dropLast().allSatisfy { !$0.isEmpty && $0.allSatisfy(letters.contains) }
      && parts[parts.count - 1].allSatisfy(digits.contains)
  }

  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, first != UInt8(ascii: "-"), text.utf8.count <= 64 else {
      return false
    }
    return text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"):
        true
      default: false
      }
    }
  }
}
