internal import Units

/// Times of recorded points as tools write them: ISO 8601, seconds or milliseconds since 1970 (jq,
/// SDKs), and `2026/09/20 01:44:00` in UTC (the CSV of CloudWatch's console).
enum MetricTime {
  static func read(_ text: some Sequence<UInt8>) -> UTCTime? {
    var bytes = Array(text)
    if let epoch = epoch(bytes) { return epoch }
    if bytes.count > 7, bytes[4] == slash, bytes[7] == slash {
      bytes[4] = UInt8(ascii: "-")
      bytes[7] = UInt8(ascii: "-")
    }
    return bytes.withUnsafeBufferPointer { UTCTime(iso8601: $0) }
  }

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
