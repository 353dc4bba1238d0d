/// A mapping with fixed keys, in the order of the documentation.
struct ObjectSchema: Sendable {
  let keys: [KeySchema]
  /// Set where many keys hold the same kind of mapping: the documentation then explains it once,
  /// under this title.
  let sharedTitle: String?
  /// Checks across keys; each runs on what is there, so that all problems come out at once.
  let rules: [Rule]

  /// Sets of optional keys of which one set has to be there, as a rule checks; empty for none.
  let alternatives: [[String]]

  /// Keys of earlier versions, which are refused, and what they are called now.
  let renamed: [String: String]

  typealias Rule = @Sendable (CheckedObject, inout RuleReport) -> Void

  init(
    _ keys: [KeySchema], rules: [Rule] = [], sharedTitle: String? = nil,
    alternatives: [[String]] = [], renamed: [String: String] = [:]
  ) {
    self.renamed = renamed
    self.alternatives = alternatives
    self.keys = keys
    self.sharedTitle = sharedTitle
    self.rules = rules
  }

  func key(_ name: String) -> KeySchema? { keys.first { $0.name == name } }
}

/// One key of a mapping.
struct KeySchema: Sendable {
  let name: String
  let value: ValueSchema
  let presence: Presence
  /// Full sentences: what it is, its unit, where a default comes from.
  let doc: String

  enum Presence: Sendable, Hashable {
    case required
    /// May be absent; `doc` says what that means.
    case optional
    /// Absent is the same as this YAML text; `{}` for a mapping of defaults.
    case defaults(String)
  }

  init(_ name: String, _ value: ValueSchema, _ presence: Presence = .required, _ doc: String) {
    self.name = name
    self.value = value
    self.presence = presence
    self.doc = doc
  }
}

/// Collects what rules across keys find.
struct RuleReport {
  /// Where in the scenario the object stands, such as `services.nav-engine`.
  let path: String
  private(set) var messages: [(place: SourcePlace, text: String)] = []

  init(path: String) { self.path = path }

  /// Where `name` of the object stands.
  func key(_ name: String) -> String { SchemaPath.joined(path, name) }

  mutating func add(_ message: String, at place: SourcePlace) {
    messages.append((place, message))
  }
}
