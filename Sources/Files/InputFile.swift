internal import Foundation
package import Units

/// Reading whole input files.
package enum InputFile {
  /// The bytes of the file at `path`.
  ///
  /// - Throws: `InputError.missing` when it does not exist, is a folder or cannot be read.
  package static func read(path: String) throws(InputError) -> [UInt8] {
    do {
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      let manager = FileManager.default
      var isFolder: ObjCBool = false
      let exists = manager.fileExists(atPath: path, isDirectory: &isFolder)
      let reason =
        !exists ? "no such file" : isFolder.boolValue ? "is a folder" : "cannot be read"
      throw InputError.missing(path: path, reason: reason)
    }
  }
}
