internal import CZlib

/// Inflating gzip (RFC 1952), any number of members one after the other.
package enum Gunzip {
  /// The most bytes that a compressed file may expand to: 4 GiB.
  package static let maximumBytes = 1 << 32

  package struct Failure: Error {
    package let message: String
  }

  package static func isCompressed(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1f, 0x8b]) }

  /// The uncompressed bytes of `input`.
  ///
  /// Zero bytes after the last member are padding, as tape and object tools write it; anything
  /// else there is an error, since half a member may have been lost.
  package static func inflate(_ input: [UInt8]) throws(Failure) -> [UInt8] {
    var stream = z_stream()
    // 16 asks zlib for the gzip wrapper, 15 for the largest window.
    guard
      inflateInit2_(&stream, 16 + 15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw Failure(message: "zlib could not start") }
    defer { inflateEnd(&stream) }
    var output: [UInt8] = []
    output.reserveCapacity(min(input.count * 6, maximumBytes))
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    var consumed = 0
    while consumed < input.count {
      let result = step(&stream, input: input, from: &consumed, chunk: &chunk, output: &output)
      guard output.count <= maximumBytes else {
        throw Failure(message: "expands to more than 4 GiB, the most that is allowed")
      }
      switch result {
      case Z_OK: continue
      case Z_STREAM_END:
        let rest = input[consumed...]
        if rest.allSatisfy({ $0 == 0 }) { return output }
        guard rest.starts(with: [0x1f, 0x8b]), inflateReset(&stream) == Z_OK else {
          throw Failure(message: "\(rest.count) bytes that are not gzip follow the gzip data")
        }
      case Z_BUF_ERROR: throw Failure(message: "the gzip data is cut off before its end")
      default: throw Failure(message: "the gzip data is corrupt")
      }
    }
    throw Failure(message: "the gzip data is cut off before its end")
  }

  /// One call of zlib over at most 1 GiB of input and one chunk of output; returns its code.
  private static func step(
    _ stream: inout z_stream, input: [UInt8], from consumed: inout Int, chunk: inout [UInt8],
    output: inout [UInt8]
  ) -> Int32 {
    input.withUnsafeBufferPointer { source in
      chunk.withUnsafeMutableBufferPointer { target in
        let available = min(source.count - consumed, 1 << 30)
        // zlib reads through `next_in` only; its type lacks the `const`.
        stream.next_in = source.baseAddress.map { UnsafeMutablePointer(mutating: $0 + consumed) }
        stream.avail_in = UInt32(available)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        let result = CZlib.inflate(&stream, Z_NO_FLUSH)
        consumed += available - Int(stream.avail_in)
        output.append(contentsOf: target.prefix(target.count - Int(stream.avail_out)))
        return result
      }
    }
  }
}
