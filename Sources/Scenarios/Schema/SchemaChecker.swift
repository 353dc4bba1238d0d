internal import Units

/// Holds a tree against the schema and collects every problem.
struct SchemaChecker {
  private(set) var problems: [Problem] = []

  /// The mapping's values; what is refused or missing is left out, with a problem each.
  ///
  /// - Parameter owner: where the key that the mapping belongs to stands.
  mutating func check(
    _ node: SourceNode, as schema: ObjectSchema, path: String, owner: SourcePlace
  ) -> CheckedObject? {
    guard let entries = node.isNull ? [] : node.entries else {
      refuse(node, path, "a mapping")
      return nil
    }
    var object = CheckedObject(place: owner)
    for entry in entries {
      guard let key = schema.key(entry.key) else {
        if let name = schema.renamed[entry.key] {
          problems.append(
            entry.keyPlace.problem("`\(entry.key)` is called `\(name)` now, see its description"))
          continue
        }
        reportUnknown(entry, among: schema.keys.map(\.name), path: path)
        continue
      }
      guard !entry.value.isNull else { continue }
      object.places[key.name] = entry.value.place
      object.values[key.name] = check(
        entry.value, as: key.value, path: SchemaPath.joined(path, key.name), owner: entry.keyPlace)
    }
    fillDefaults(of: &object, schema: schema, path: path)
    var report = RuleReport(path: path)
    for rule in schema.rules { rule(object, &report) }
    problems += report.messages.map { $0.place.problem($0.text) }
    return object
  }

  private mutating func fillDefaults(
    of object: inout CheckedObject, schema: ObjectSchema, path: String
  ) {
    for key in schema.keys where object.values[key.name] == nil && object.places[key.name] == nil {
      switch key.presence {
      case .optional: break
      case .required:
        let place = path.isEmpty ? "the scenario" : path
        problems.append(
          object.place.problem("\(place) needs `\(key.name)`: \(key.value.allowed)"))
      case .defaults(let text):
        let content: SourceNode.Content =
          text == "{}" ? .mapping([]) : .scalar(text: text, isPlain: true)
        object.values[key.name] = check(
          SourceNode(place: object.place, content: content), as: key.value,
          path: SchemaPath.joined(path, key.name), owner: object.place)
      }
    }
  }

  /// The value of `node`, or `nil` with a problem.
  mutating func check(
    _ node: SourceNode, as schema: ValueSchema, path: String, owner: SourcePlace
  ) -> CheckedValue? {
    switch schema {
    case .object(let object):
      return check(node, as: object, path: path, owner: owner).map { .object($0) }
    case .map(let keys, let value):
      return checkMap(node, keys: keys, of: value, path: path)
    case .oneOrMany(let object):
      if case .sequence(let items) = node.content {
        return checkList(items, of: .object(object), path: path)
      }
      guard node.entries != nil else {
        refuse(node, path, schema.allowed)
        return nil
      }
      return check(node, as: object, path: path, owner: owner).map { .list([.object($0)]) }
    case .list(let item):
      guard case .sequence(let items) = node.content else {
        refuse(node, path, schema.allowed)
        return nil
      }
      return checkList(items, of: item, path: path)
    case .word(let word, let other):
      if case .scalar(word, _) = node.content { return .text(word) }
      guard let value = Self.scalar(node, as: other) else {
        refuse(node, path, schema.allowed)
        return nil
      }
      return value
    default:
      guard let value = Self.scalar(node, as: schema) else {
        refuse(node, path, schema.allowed)
        return nil
      }
      return value
    }
  }

  private mutating func checkList(
    _ items: [SourceNode], of schema: ValueSchema, path: String
  ) -> CheckedValue {
    .list(
      items.enumerated().compactMap { index, item in
        check(item, as: schema, path: "\(path)[\(index)]", owner: item.place)
      })
  }

  private mutating func checkMap(
    _ node: SourceNode, keys: MapKeys, of schema: ValueSchema, path: String
  ) -> CheckedValue? {
    guard let entries = node.entries else {
      refuse(node, path, ValueSchema.map(keys: keys, of: schema).allowed)
      return nil
    }
    var checked: [CheckedEntry] = []
    for entry in entries where !entry.value.isNull || schema.isMapping {
      guard checkKey(entry, keys: keys, path: path) else { continue }
      let value = check(
        entry.value, as: schema, path: SchemaPath.joined(path, entry.key), owner: entry.keyPlace)
      guard let value else { continue }
      checked.append(CheckedEntry(name: entry.key, place: entry.keyPlace, value: value))
    }
    // Where every entry was refused, a rule about their number would only mislead.
    return checked.isEmpty && !entries.isEmpty ? nil : .map(checked)
  }

  private mutating func checkKey(
    _ entry: SourceNode.Entry, keys: MapKeys, path: String
  ) -> Bool {
    switch keys {
    case .names:
      guard Self.isName(entry.key) else {
        problems.append(
          entry.keyPlace.problem(
            "\(path): `\(entry.key)` must be \(ValueSchema.name.allowed)"))
        return false
      }
    case .skus: break
    case .choice(let words):
      guard words.contains(entry.key) else {
        reportUnknown(entry, among: words, path: path)
        return false
      }
    }
    return true
  }

  // MARK: Words

  private mutating func reportUnknown(
    _ entry: SourceNode.Entry, among names: [String], path: String
  ) {
    let place = path.isEmpty ? "" : " in \(path)"
    let hint =
      Suggestion.nearest(to: entry.key, among: names).map { "; did you mean `\($0)`?" }
      ?? "; allowed: \(names.joined(separator: ", "))"
    problems.append(entry.keyPlace.problem("unknown key `\(entry.key)`\(place)\(hint)"))
  }

  private mutating func refuse(_ node: SourceNode, _ path: String, _ allowed: String) {
    let subject = path.isEmpty ? "a scenario" : path
    problems.append(node.place.problem("\(subject) must be \(allowed), not \(node.summary)"))
  }
}

/// Names of places in a file, such as `services.nav-engine.min`.
enum SchemaPath {
  /// - Parameter path: empty at the top of the file.
  static func joined(_ path: String, _ key: String) -> String {
    path.isEmpty ? key : "\(path).\(key)"
  }
}
