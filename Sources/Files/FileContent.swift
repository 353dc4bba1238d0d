/// A file that is to be written: its name, and its bytes in pieces, so that a large one is never in
/// memory as a whole.
package struct FileContent: Sendable {
  package typealias Write = ([UInt8]) throws -> Void

  package let name: String
  private let pieces: @Sendable (Write) throws -> Void

  /// - Parameter pieces: calls its argument with one piece after the other.
  package init(name: String, pieces: @escaping @Sendable (_ write: Write) throws -> Void) {
    self.name = name
    self.pieces = pieces
  }

  package init(name: String, bytes: [UInt8]) {
    self.init(name: name) { write in try write(bytes) }
  }

  package func write(to write: Write) throws { try pieces(write) }

  /// All pieces together.
  package func bytes() throws -> [UInt8] {
    var bytes: [UInt8] = []
    try pieces { bytes += $0 }
    return bytes
  }
}
