extension String {
  /// This text with a replacement mark for each control character.
  ///
  /// Control characters could move the cursor or rewrite what stands on the terminal.
  package var safeForTerminal: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          switch scalar.value {
          case 0x00..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: "?"
          default: scalar
          }
        }))
  }
}
