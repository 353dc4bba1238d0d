internal import Crypto

/// A SHA-256 digest, written as 64 lower-case hexadecimal digits.
package struct SHA256Digest: Sendable, Hashable, CustomStringConvertible {
  package let hex: String

  package init(of bytes: some Sequence<UInt8>) {
    var hasher = SHA256()
    hasher.update(data: Array(bytes))
    self.init(hasher.finalize())
  }

  /// The digest of several parts in order.
  ///
  /// Each part is preceded by its length, so that moving a byte from one part to the next changes
  /// the digest.
  package init(ofParts parts: [[UInt8]]) {
    var hasher = SHA256()
    for part in parts {
      withUnsafeBytes(of: UInt64(part.count).littleEndian) { hasher.update(bufferPointer: $0) }
      hasher.update(data: part)
    }
    self.init(hasher.finalize())
  }

  private init(_ digest: SHA256.Digest) {
    hex = digest.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  package var description: String { hex }
}
