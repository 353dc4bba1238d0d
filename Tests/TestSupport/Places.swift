internal import Foundation

/// Where the tests find the project's own files and the optional reference data beside it.
package enum Places {
  /// The package's root folder.
  package static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// The path of a file under the reference data beside the project, or `nil` where that is absent.
  ///
  /// Tests that need it are enabled only where it exists.
  package static func shared(_ path: String) -> String? {
    let file = root + "/../shared/" + path
    return FileManager.default.fileExists(atPath: file) ? file : nil
  }
}
