/// A JSON value with the place where it begins, so that a problem can be pointed at.
package struct JSONNode: Sendable {
  package let value: JSONValue
  /// Counted from 1.
  package let line: Int
  /// Counted in bytes from 1.
  package let column: Int

  package init(value: JSONValue, line: Int, column: Int) {
    self.value = value
    self.line = line
    self.column = column
  }

  package var isNull: Bool {
    if case .null = value { return true }
    return false
  }

  package var string: String? {
    if case .string(let text) = value { return text }
    return nil
  }

  package var integer: Int64? {
    if case .number(let text) = value { return Int64(text) }
    return nil
  }

  package var elements: [JSONNode]? {
    if case .array(let elements) = value { return elements }
    return nil
  }

  package var members: [JSONMember]? {
    if case .object(let members) = value { return members }
    return nil
  }

  /// The member of that name; `nil` where there is none or this is no object.
  package subscript(name: String) -> JSONNode? { members?.first { $0.name == name }?.node }
}

/// The six kinds of JSON values.
///
/// Numbers keep their text: whether one is an exact decimal or an approximation is for the reader
/// of the file to decide.
package enum JSONValue: Sendable {
  case null
  case boolean(Bool)
  case number(String)
  case string(String)
  case array([JSONNode])
  /// In the order of the file.
  case object([JSONMember])
}

/// One `"name": value` of an object.
package struct JSONMember: Sendable {
  package let name: String
  package let node: JSONNode

  package init(name: String, node: JSONNode) {
    self.name = name
    self.node = node
  }
}
