internal import Foundation
internal import Units

/// An output file that is written in full before it gets its name.
///
/// On Linux the file has no name at all until `commit`, so that a killed process leaves nothing
/// behind; where the system or the file system cannot do that, it has a hidden temporary name.
/// Sources: open(2), `O_TMPFILE`; linkat(2); rename(2).
final class StagedFile {
  private let path: String
  private let descriptor: CInt
  /// The hidden name in the same folder; taken from the start or only at `commit`.
  private let temporaryPath: String
  private let hasTemporaryName: Bool

  init(for path: String) throws(OutputError) {
    self.path = path
    let slash = path.lastIndex(of: "/")
    let parent = slash.map { String(path[...$0]) } ?? "."
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    temporaryPath = "\(parent)/.\(name).\(getpid()).part"
    let unnamed = Self.openUnnamed(in: parent)
    hasTemporaryName = unnamed < 0
    descriptor =
      unnamed >= 0 ? unnamed : open(temporaryPath, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else { throw Self.failure(at: path) }
  }

  deinit {
    close(descriptor)
    // After a commit this name is gone already; after a failure it must go.
    if hasTemporaryName { unlink(temporaryPath) }
  }

  func append(_ bytes: [UInt8]) throws(OutputError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Foundation.write(descriptor, buffer.baseAddress! + written, buffer.count - written)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw Self.failure(at: path)
      }
      written += count
    }
  }

  /// Gives the complete file its name.
  ///
  /// - Throws: `OutputError`, also where rows that it may be made of were lost on the way.
  func commit() throws(OutputError) {
    try ScratchFile.shared.check()
    guard fsync(descriptor) == 0 else { throw Self.failure(at: path) }
    if !hasTemporaryName {
      if link(to: path) { return }
      // A link cannot replace a file, a rename can; both see complete files only.
      unlink(temporaryPath)
      guard link(to: temporaryPath) else { throw Self.failure(at: path) }
    }
    guard rename(temporaryPath, path) == 0 else {
      let failure = Self.failure(at: path)
      unlink(temporaryPath)
      throw failure
    }
  }

  private static func failure(at path: String) -> OutputError {
    OutputError(path: path, reason: String(cString: strerror(errno)))
  }

  #if os(Linux)
    private static func openUnnamed(in folder: String) -> CInt {
      // The C macro is an expression that Swift does not import.
      let temporaryFile: CInt = 0o20_000_000
      return open(folder, temporaryFile | O_DIRECTORY | O_WRONLY, 0o644)
    }

    private func link(to name: String) -> Bool {
      linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0
    }
  #else
    private static func openUnnamed(in folder: String) -> CInt { -1 }
    private func link(to name: String) -> Bool { false }
  #endif
}
