internal import CZlib

/// Bytes that `Deflating` has made smaller.
package enum CompressedBytes {
  /// What was compressed; `nil` when that is not `count` bytes long or the bytes are damaged.
  ///
  /// - Complexity: O(n).
  package static func expand(_ bytes: [UInt8], count: Int) -> [UInt8]? {
    var length = uLong(count)
    // zlib refuses an empty target.
    var result = [UInt8](repeating: 0, count: max(1, count))
    let status = uncompress(&result, &length, bytes, uLong(bytes.count))
    guard status == Z_OK, Int(length) == count else { return nil }
    return count == 0 ? [] : result
  }
}
