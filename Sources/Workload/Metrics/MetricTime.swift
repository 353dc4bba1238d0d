internal import Units

/// Times of recorded points as tools write them: ISO 8601, seconds or milliseconds since 1970 (jq,
/// SDKs), and `2026/09/20 01:44:00` in UTC (the CSV of CloudWatch's console).
enum MetricTime {
  static func read(_ text: some Sequence<UInt8>) -> UTCTime? {
    var bytes = Array(text)
    if let epoch = epoch(bytes) { return epoch }
    bytes = plain(bytes)
    if bytes.count > 7, bytes[4] == slash, bytes[7] == slash {
      bytes[4] = UInt8(ascii: "-")
      bytes[7] = UInt8(ascii: "-")
    }
    return bytes.withUnsafeBufferPointer { UTCTime(iso8601: $0) }
  }

  /// Small letters, a zone that is called UTC or stands apart, and a date without dashes as the usual
  /// form has them.
  private static func plain(_ bytes: [UInt8]) -> [UInt8] {
    var result = Array(String(decoding: bytes, as: UTF8.self).uppercased().utf8)
    if result.suffix(4) == Array(" UTC".utf8)[...] {
      result.replaceSubrange((result.count - 3)..., with: [zulu])
    }
    if let space = result.lastIndex(of: UInt8(ascii: " ")), space + 1 < result.count,
      [zulu, dash, UInt8(ascii: "+")].contains(result[space + 1])
    {
      result.remove(at: space)
    }
    if result.count >= 15, result[8] == UInt8(ascii: "T"), !result[..<8].contains(dash) {
      for place in [6, 4] { result.insert(dash, at: place) }
      for place in [15, 13] { result.insert(UInt8(ascii: ":"), at: place) }
    }
    return result
  }

  private static let zulu = UInt8(ascii: "Z")
  private static let dash = UInt8(ascii: "-")
  private static let slash = UInt8(ascii: "/")

  /// Nine to eleven digits are seconds, twelve to fourteen milliseconds; a fraction is dropped.
  private static func epoch(_ bytes: [UInt8]) -> UTCTime? {
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first, (9...14).contains(whole.count),
      parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { (0x30...0x39).contains($0) } }),
      let number = Int64(String(decoding: whole, as: UTF8.self))
    else { return nil }
    return UTCTime(secondsSinceEpoch: whole.count > 11 ? number / 1000 : number)
  }
}
