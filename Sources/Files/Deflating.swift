internal import CZlib
package import Units

/// Compresses bytes as they come, in zlib's format (RFC 1950).
package final class Deflating {
  /// The most bytes of one piece of output.
  private static let pieceBytes = 1 << 16

  private let name: String
  private let write: ([UInt8]) throws -> Void
  // Both at one address for their whole life, as zlib wants it.
  private let stream: UnsafeMutablePointer<z_stream>
  private let piece: UnsafeMutableBufferPointer<UInt8>

  /// - Parameters:
  ///   - name: what is compressed, for errors.
  ///   - write: takes the next compressed bytes.
  /// - Throws: `OutputError` when zlib has no memory.
  package init(name: String, write: @escaping ([UInt8]) throws -> Void) throws(OutputError) {
    self.name = name
    self.write = write
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    piece = .allocate(capacity: Self.pieceBytes)
    piece.initialize(repeating: 0)
    stream.pointee.next_out = piece.baseAddress
    stream.pointee.avail_out = UInt32(Self.pieceBytes)
    // The fastest level: a month of minutes takes a tenth of a second.
    let status = deflateInit_(
      stream, Z_BEST_SPEED, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw failure(status) }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
    piece.deallocate()
  }

  /// - Throws: `OutputError`, or what `write` throws.
  /// - Complexity: O(bytes).
  package func append(_ bytes: [UInt8]) throws {
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + 1 << 30)
      try run(bytes[start..<end], flush: Z_NO_FLUSH)
      start = end
    }
  }

  /// Writes what is left; nothing can be appended after that.
  package func finish() throws { try run([], flush: Z_FINISH) }

  private func run(_ bytes: ArraySlice<UInt8>, flush: CInt) throws {
    try bytes.withUnsafeBufferPointer { source in
      // zlib reads through `next_in` only; its type lacks the `const`.
      stream.pointee.next_in = source.baseAddress.map { UnsafeMutablePointer(mutating: $0) }
      stream.pointee.avail_in = UInt32(source.count)
      var status = Z_OK
      repeat {
        status = deflate(stream, flush)
        guard status == Z_OK || status == Z_STREAM_END else { throw failure(status) }
        if stream.pointee.avail_out == 0 || status == Z_STREAM_END { try writePiece() }
      } while stream.pointee.avail_in > 0 || (flush == Z_FINISH && status != Z_STREAM_END)
    }
  }

  private func writePiece() throws {
    try write(Array(piece.prefix(Self.pieceBytes - Int(stream.pointee.avail_out))))
    stream.pointee.next_out = piece.baseAddress
    stream.pointee.avail_out = UInt32(Self.pieceBytes)
  }

  private func failure(_ status: CInt) -> OutputError {
    OutputError(path: name, reason: "zlib cannot compress it (status \(status))")
  }
}
