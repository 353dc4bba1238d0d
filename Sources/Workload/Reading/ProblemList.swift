package import Units

/// Problems of one input file in the order they were found, capped.
///
/// A file that is wrong on every row must not print a million lines: the first fifty are kept and
/// the rest are counted.
package struct ProblemList: Sendable {
  package static let limit = 50
  package let file: String
  private var kept: [Problem] = []
  private var count = 0

  package init(file: String) { self.file = file }

  package var isEmpty: Bool { count == 0 }

  package mutating func add(_ message: @autoclosure () -> String, at place: TextPlace? = nil) {
    count += 1
    guard count <= Self.limit else { return }
    kept.append(
      Problem(file: file, line: place?.line, column: place?.column, message: message()))
  }

  /// What to show: the kept problems, and a last one that says how many more there are.
  package var problems: [Problem] {
    guard count > kept.count else { return kept }
    return kept + [Problem(file: file, message: "and \(count - kept.count) more problems")]
  }
}

/// A place in a text: line and column, both from 1; columns count bytes.
package struct TextPlace: Sendable, Hashable {
  package let line: Int
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
