internal import Files
internal import Units

extension JSONNode {
  /// The JSON that fills `text`; `nil` when it is none, which is then among `problems`.
  static func read(
    _ text: UnsafeBufferPointer<UInt8>, problems: inout ProblemList
  ) -> JSONNode? {
    do {
      return try JSONReader.read(Array(text), file: problems.file)
    } catch .invalid(let found) {
      for problem in found {
        problems.add(
          problem.message,
          at: problem.line.map { TextPlace(line: $0, column: problem.column ?? 1) })
      }
    } catch {
      problems.add("cannot be read as JSON")
    }
    return nil
  }

  var place: TextPlace { TextPlace(line: line, column: column) }

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
