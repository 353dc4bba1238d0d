/// A piece of a scenario file with the place where it stands.
///
/// The whole module works on this tree; the YAML library ends at `YAMLReader`.
struct SourceNode: Sendable, Hashable {
  let place: SourcePlace
  var content: Content

  enum Content: Sendable, Hashable {
    /// `isPlain`: without quotes, so that it may be a number, a truth value or null.
    case scalar(text: String, isPlain: Bool)
    case sequence([SourceNode])
    case mapping([Entry])
  }

  /// A key with its value; keys of one mapping are unique.
  struct Entry: Sendable, Hashable {
    let key: String
    let keyPlace: SourcePlace
    var value: SourceNode
  }

  var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  var entries: [Entry]? {
    guard case .mapping(let entries) = content else { return nil }
    return entries
  }

  func entry(_ key: String) -> Entry? { entries?.first { $0.key == key } }

  /// What a message calls this node: its text, or its kind.
  var summary: String {
    switch content {
    case .scalar(let text, _): isNull ? "empty" : "`\(text.prefix(60))`"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}
