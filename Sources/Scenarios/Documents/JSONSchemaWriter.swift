internal import Units

/// The scenario language as JSON Schema.
///
/// A file with `extends` states only what differs, so nothing is required of it and null is allowed
/// everywhere; lists are replaced as a whole, so their items are complete in both kinds of file.
struct JSONSchemaWriter {
  /// For a file that inherits the rest.
  private let isPartial: Bool

  static func document(of schema: ObjectSchema) -> JSONText {
    .object([
      "$schema": .string("https://json-schema.org/draft/2020-12/schema"),
      "title": .string("tosscost scenario"),
      "type": .string("object"),
      "if": .object(["required": .array([.string("extends")])]),
      "then": .object(["$ref": .string("#/$defs/extension")]),
      "else": .object(["$ref": .string("#/$defs/scenario")]),
      "$defs": .object([
        "scenario": .object(JSONSchemaWriter(isPartial: false).members(of: schema)),
        "extension": .object(JSONSchemaWriter(isPartial: true).members(of: schema)),
      ]),
    ])
  }

  private func members(of schema: ObjectSchema) -> [String: JSONText] {
    var properties: [String: JSONText] = [:]
    for key in schema.keys { properties[key.name] = property(key) }
    var members: [String: JSONText] = [
      "type": .string("object"), "properties": .object(properties),
      "additionalProperties": .boolean(false),
    ]
    let required = schema.keys.filter { $0.presence == .required }.map(\.name).sorted()
    if !isPartial, !required.isEmpty { members["required"] = .array(required.map { .string($0) }) }
    if !isPartial, !schema.alternatives.isEmpty {
      members["anyOf"] = .array(
        schema.alternatives.map { .object(["required": .array($0.map { .string($0) })]) })
    }
    return members
  }

  private func property(_ key: KeySchema) -> JSONText {
    var members = value(key.value)
    if isPartial || key.presence != .required {
      members = ["anyOf": .array([.object(members), .object(["type": .string("null")])])]
    }
    members["description"] = .string(key.doc)
    if case .defaults(let text) = key.presence, text != "{}" {
      members["default"] = Self.literal(text, key.value)
    }
    return .object(members)
  }

  private static func literal(_ text: String, _ schema: ValueSchema) -> JSONText {
    switch schema {
    case .integer, .decimal: .number(text)
    case .boolean: .boolean(text == "true")
    case .word(let word, let other): text == word ? .string(text) : literal(text, other)
    default: .string(text)
    }
  }

  private func value(_ schema: ValueSchema) -> [String: JSONText] {
    switch schema {
    case .text: ["type": .string("string"), "minLength": .number("1")]
    case .region: ["type": .string("string"), "pattern": .string(Self.regionPattern)]
    case .name: ["type": .string("string"), "pattern": .string(Self.namePattern)]
    case .boolean: ["type": .string("boolean")]
    case .integer(let range):
      [
        "type": .string("integer"), "minimum": .number("\(range.lowerBound)"),
        "maximum": .number("\(range.upperBound)"),
      ]
    case .decimal(let range): Self.decimal(range)
    case .duration:
      ["type": .string("string"), "pattern": .string("^-?[0-9]+([.][0-9]+)?(ms|s|m|h|d)$")]
    case .choice(let words): ["enum": .array(words.map { .string($0) })]
    case .period: ["type": .string("string")]
    case .object(let object): members(of: object)
    case .map(let keys, let value): map(keys, of: value)
    case .oneOrMany(let object):
      ["anyOf": .array([.object(members(of: object)), .object(list(.object(object)))])]
    case .list(let item): list(item)
    case .word(let word, let other):
      ["anyOf": .array([.object(["const": .string(word)]), .object(value(other))])]
    }
  }

  private static let regionPattern = "^[a-z]{2}(-[a-z]+)+-[1-9]$"
  private static let namePattern = "^[a-z0-9][a-z0-9-]{0,63}$"

  private func list(_ item: ValueSchema) -> [String: JSONText] {
    [
      "type": .string("array"),
      "items": .object(JSONSchemaWriter(isPartial: false).value(item)),
    ]
  }

  private func map(_ keys: MapKeys, of value: ValueSchema) -> [String: JSONText] {
    let plain = JSONText.object(self.value(value))
    let item =
      isPartial ? .object(["anyOf": .array([plain, .object(["type": .string("null")])])]) : plain
    var members: [String: JSONText] = ["type": .string("object"), "additionalProperties": item]
    switch keys {
    case .names:
      members["propertyNames"] = .object(["pattern": .string(Self.namePattern)])
    case .skus: break
    case .choice(let words):
      members["propertyNames"] = .object(["enum": .array(words.map { .string($0) })])
    }
    return members
  }

  /// A number, or a decimal in quotes.
  private static func decimal(_ range: DecimalRange) -> [String: JSONText] {
    let number: [String: JSONText] = [
      "type": .string("number"),
      range.isLowerExcluded ? "exclusiveMinimum" : "minimum": .number(range.lower.description),
      "maximum": .number(range.upper.description),
    ]
    let quoted: [String: JSONText] = [
      "type": .string("string"), "pattern": .string("^[+-]?[0-9]+([.][0-9]+)?$"),
    ]
    return ["anyOf": .array([.object(number), .object(quoted)])]
  }
}
