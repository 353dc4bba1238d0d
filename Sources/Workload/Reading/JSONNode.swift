/// A value of a JSON text with its place, so that a message can point at it.
struct JSONNode {
  indirect enum Value {
    case null
    case boolean(Bool)
    case number(Double, text: String)
    case string(String)
    case array([JSONNode])
    /// Members in the order of the text.
    case object([(key: String, value: JSONNode)])
  }

  let value: Value
  let place: TextPlace

  /// The member called `key`; the last one, as JSON readers do, where it is there twice.
  subscript(key: String) -> JSONNode? {
    guard case .object(let members) = value else { return nil }
    return members.last { $0.key == key }?.value
  }

  var elements: [JSONNode]? {
    guard case .array(let elements) = value else { return nil }
    return elements
  }

  var string: String? {
    guard case .string(let text) = value else { return nil }
    return text
  }

  /// What the value is, for a message.
  var kind: String {
    switch value {
    case .null: "null"
    case .boolean: "a boolean"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}
