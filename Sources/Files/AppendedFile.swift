internal import Foundation
package import Units

/// A file that others own and that grows: a CI system's step summary.
package enum AppendedFile {
  /// Adds `bytes` at the end of the file at `path`, which is made where it does not exist.
  ///
  /// - Throws: `OutputError` when it cannot be opened or is full.
  package static func append(_ bytes: [UInt8], to path: String) throws(OutputError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    guard descriptor >= 0 else {
      throw OutputError(path: path, reason: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        buffer.baseAddress.map { write(descriptor, $0 + written, buffer.count - written) } ?? 0
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw OutputError(path: path, reason: String(cString: strerror(errno)))
      }
      written += count
    }
  }
}
