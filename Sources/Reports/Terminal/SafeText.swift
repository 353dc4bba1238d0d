extension StringProtocol {
  /// This text with a question mark for each character that a reader would not see.
  ///
  /// Control characters could move the cursor or rewrite what stands on a terminal or in the log of
  /// a CI job; marks of direction could show a name as another.
  package var safeForTerminal: String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars { result.append(scalar.isHidden ? "?" : scalar) }
    return String(result)
  }
}
