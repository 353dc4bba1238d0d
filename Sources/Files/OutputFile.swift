package import Units

/// Writing whole output files so that a reader sees the old file or the new one, never a part.
package enum OutputFile {
  /// Puts `bytes` at `path`, replacing what is there.
  ///
  /// A process that is killed on the way leaves the folder as it was: the bytes go to a file that
  /// has no name until it is complete and on the disk.
  ///
  /// - Throws: `OutputError` when the folder is missing, may not be written or is full.
  package static func write(_ bytes: [UInt8], to path: String) throws(OutputError) {
    let staged = try StagedFile(for: path)
    try staged.append(bytes)
    try staged.commit()
  }
}
