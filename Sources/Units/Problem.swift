/// One thing wrong with an input: where it stands, what it is, and what is allowed.
///
/// Readers collect every problem of a file before they give up, so that a user mends them in one
/// go.
package struct Problem: Sendable, Hashable, CustomStringConvertible {
  package let file: String
  package let line: Int?
  package let column: Int?
  /// What is wrong, and what is allowed, in one sentence.
  package let message: String

  package init(file: String, line: Int? = nil, column: Int? = nil, message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }

  /// `file:line:column: message`.
  package var description: String {
    var place = file
    if let line { place += ":\(line)" }
    if let column { place += ":\(column)" }
    return "\(place): \(message)"
  }
}
