internal import Foundation
package import Units

/// A folder that receives the files of one run.
package struct OutputFolder: Sendable {
  package let path: String

  /// Makes the folder, and those above it, where they do not exist.
  ///
  /// - Throws: `OutputError` when that is not possible or the folder may not be written.
  package init(path: String) throws(OutputError) {
    self.path = path
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true)
    } catch {
      let exists = FileManager.default.fileExists(atPath: path)
      throw OutputError(
        path: path, reason: exists ? "is not a folder" : "the folder cannot be made")
    }
    guard access(path, W_OK) == 0 else {
      throw OutputError(path: path, reason: String(cString: strerror(errno)))
    }
  }

  /// Writes files that belong together: all are complete on the disk before the first is named.
  ///
  /// - Throws: `OutputError`, or what the making of a file throws; a failure before the naming leaves
  ///   the folder as it was.
  package func write(_ files: [FileContent]) throws {
    var staged: [StagedFile] = []
    for file in files {
      let next = try StagedFile(for: "\(path)/\(file.name)")
      try file.write { try next.append($0) }
      staged.append(next)
    }
    for file in staged { try file.commit() }
  }
}
