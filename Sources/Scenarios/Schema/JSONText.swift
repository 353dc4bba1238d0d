internal import Files
internal import Units

/// A JSON value that writes itself with sorted keys, or with keys whose order means something.
indirect enum JSONText: Sendable {
  case string(String)
  /// Digits as they are to be written.
  case number(String)
  case boolean(Bool)
  case array([JSONText])
  case object([String: JSONText])
  case mapping([(key: String, value: JSONText)])

  /// Indented by two spaces; the same value always gives the same bytes.
  func text(indent: String = "") -> String {
    let inner = indent + "  "
    switch self {
    case .string(let text): return JSONQuoting.quoted(text)
    case .number(let digits): return digits
    case .boolean(let value): return value ? "true" : "false"
    case .array(let items):
      guard !items.isEmpty else { return "[]" }
      let lines = items.map { inner + $0.text(indent: inner) }
      return "[\n\(lines.joined(separator: ",\n"))\n\(indent)]"
    case .object(let members):
      return Self.mapping(members.sorted { $0.key < $1.key }).text(indent: indent)
    case .mapping(let members):
      guard !members.isEmpty else { return "{}" }
      let lines = members.map {
        "\(inner)\(JSONQuoting.quoted($0.key)): \($0.value.text(indent: inner))"
      }
      return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
    }
  }
}

extension CheckedValue {
  /// The canonical form, which can be read back as a scenario.
  ///
  /// Values as the model reads them; maps in the file's order, since that is the order of reports.
  var json: JSONText {
    switch self {
    case .text(let text): .string(text)
    case .boolean(let value): .boolean(value)
    case .integer(let value): .number(String(value))
    case .decimal(let value): .number(value.description)
    case .duration(let value): .string(value.description)
    case .list(let items): .array(items.map(\.json))
    case .object(let object): object.json
    case .map(let entries): .mapping(entries.map { (key: $0.name, value: $0.value.json) })
    }
  }
}

extension CheckedObject {
  var json: JSONText { .object(values.mapValues(\.json)) }
}
