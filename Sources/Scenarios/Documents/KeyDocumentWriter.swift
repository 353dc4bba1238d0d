/// The scenario language in Markdown: a table of keys for each mapping.
struct KeyDocumentWriter {
  private var sections: [String] = []
  /// Kinds of mapping that many keys share, in the order they are met.
  private var shared: [(title: String, schema: ObjectSchema)] = []

  mutating func document(of schema: ObjectSchema) -> String {
    sections = [Self.introduction]
    add(schema, title: "The file", path: "")
    var explained = 0
    while explained < shared.count {
      let (title, schema) = shared[explained]
      explained += 1
      add(schema, title: title, path: "")
    }
    return sections.joined(separator: "\n")
  }

  private static let introduction = """
    # The scenario file

    A scenario is a YAML file that describes a whole system: its load, its services on Fargate, \
    everything else that is metered, and what has been bought ahead. `tosscost scenario validate \
    FILE` checks one; `docs/scenario.schema.json` lets an editor complete and check it, given this \
    first line:

    ```yaml
    # yaml-language-server: $schema=../docs/scenario.schema.json
    ```

    Durations are a number and `ms`, `s`, `m`, `h` or `d`: `250ms`, `29.56s`, `5m`, `1h`. Sizes are \
    binary GB (1,073,741,824 bytes), a month without a name has 730 hours, times are UTC. Unknown \
    keys and keys given twice are errors; anchors, aliases and merge keys (`<<`) may be used.

    This page is made from the schema that the program checks with, by `tosscost scenario docs`.

    """

  /// A table of the keys, and then a section for each mapping among them.
  private mutating func add(_ schema: ObjectSchema, title: String, path: String) {
    var lines = ["## \(title)", "", "| Key | Value | Default | Meaning |", "|---|---|---|---|"]
    var inner: [(title: String, schema: ObjectSchema)] = []
    for key in schema.keys {
      let keyPath = path.isEmpty ? key.name : "\(path).\(key.name)"
      var allowed = key.value.allowed
      if let (object, suffix) = Self.mapping(in: key.value) {
        if let sharedTitle = object.sharedTitle {
          allowed += "; see [\(sharedTitle)](#\(Self.anchor(sharedTitle)))"
          if !shared.contains(where: { $0.title == sharedTitle }) {
            shared.append((sharedTitle, object))
          }
        } else {
          let innerPath = keyPath + suffix
          allowed += "; see [`\(innerPath)`](#\(Self.anchor(innerPath)))"
          inner.append((innerPath, object))
        }
      }
      lines.append("| `\(key.name)` | \(allowed) | \(Self.presence(key)) | \(key.doc) |")
    }
    sections.append(lines.joined(separator: "\n") + "\n")
    for (innerPath, object) in inner { add(object, title: "`\(innerPath)`", path: innerPath) }
  }

  private static func presence(_ key: KeySchema) -> String {
    switch key.presence {
    case .required: "required"
    case .optional: ""
    case .defaults("{}"): "its defaults"
    case .defaults(let text): "`\(text)`"
    }
  }

  /// The mapping that a value is made of, and what its place adds to the path.
  private static func mapping(in value: ValueSchema) -> (ObjectSchema, suffix: String)? {
    switch value {
    case .object(let object), .oneOrMany(let object): (object, "")
    case .list(.object(let object)): (object, "[]")
    case .map(.names, .object(let object)): (object, ".NAME")
    case .map(_, .object(let object)): (object, ".KEY")
    default: nil
    }
  }

  /// As Markdown renderers make anchors of headings: small letters, hyphens for spaces, no marks.
  private static func anchor(_ title: String) -> String {
    String(
      title.lowercased().compactMap { character in
        if character == " " { return "-" }
        return character.isLetter || character.isNumber || "-_".contains(character)
          ? character : nil
      })
  }
}
