package import Units

/// An output file that is written in pieces and gets its name when it is complete.
package final class StreamedFile {
  private let staged: StagedFile

  /// - Throws: `OutputError` when the folder is missing or may not be written.
  package init(path: String) throws(OutputError) { staged = try StagedFile(for: path) }

  package func append(_ bytes: [UInt8]) throws(OutputError) { try staged.append(bytes) }

  /// Replaces what is at the path; without it nothing is left behind.
  package func commit() throws(OutputError) { try staged.commit() }
}
