/// Why an input could not be used.
package enum InputError: Error, Sendable, Hashable {
  /// The file does not exist or cannot be opened; exit code 66.
  case missing(path: String, reason: String)
  /// The input was read and is wrong; every problem is listed; exit code 65.
  case invalid([Problem])
  /// The input may be right, but what was made of it contradicts itself: a fault of tosscost's own;
  /// exit code 70.
  case fault([String])
}

/// A file, folder or database that a run was asked to write and could not; exit code 73.
package struct OutputError: Error, Sendable, Hashable {
  package let path: String
  package let reason: String

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }
}
