package import Units

/// A point in a scenario file; lines and columns count from 1.
package struct SourcePlace: Sendable, Hashable {
  package let file: String
  package let line: Int
  package let column: Int

  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// A problem at this point.
  package func problem(_ message: String) -> Problem {
    Problem(file: file, line: line, column: column, message: message)
  }
}
