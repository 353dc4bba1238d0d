internal import CZlib
package import Units

/// Bytes as zlib keeps them (RFC 1950), for files that a store holds.
package enum CompressedBytes {
  /// `bytes` at zlib's fastest level: a month of minutes takes a quarter of a second.
  ///
  /// - Throws: `OutputError` when zlib has no memory; `name` is what was to be kept.
  /// - Complexity: O(n).
  package static func compress(_ bytes: [UInt8], name: String) throws(OutputError) -> [UInt8] {
    var length = compressBound(uLong(bytes.count))
    var result = [UInt8](repeating: 0, count: Int(length))
    let status = compress2(&result, &length, bytes, uLong(bytes.count), Z_BEST_SPEED)
    guard status == Z_OK else {
      throw OutputError(path: name, reason: "zlib cannot compress it (status \(status))")
    }
    result.removeLast(result.count - Int(length))
    return result
  }

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
