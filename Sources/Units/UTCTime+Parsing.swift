extension UTCTime {
  /// Reads ISO 8601 date and time: `2026-12-01T16:00:00Z`, `2026-12-01 16:00`, with `T` or a space,
  /// optional seconds and fraction (dropped), and `Z`, `±hh:mm`, `±hhmm` or no zone, meaning UTC.
  ///
  /// - Complexity: O(1); no allocation, since trace readers call it for every row.
  package init?(iso8601 bytes: UnsafeBufferPointer<UInt8>) {
    var reader = DigitReader(bytes: bytes)
    guard let year = reader.number(digits: 4), reader.skip("-"),
      let month = reader.number(digits: 2), reader.skip("-"),
      let day = reader.number(digits: 2),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    guard let clock = reader.clock(), let offset = reader.zoneOffset(), reader.isAtEnd
    else { return nil }
    self.init(date: date, secondOfDay: clock)
    secondsSinceEpoch -= offset
  }

  /// See `init(iso8601:)` over bytes.
  package init?(iso8601 text: some StringProtocol) {
    let parsed = Array(text.utf8).withUnsafeBufferPointer { UTCTime(iso8601: $0) }
    guard let parsed else { return nil }
    self = parsed
  }
}

/// A cursor over ASCII digits and separators.
private struct DigitReader {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0

  var isAtEnd: Bool { position == bytes.count }

  mutating func number(digits: Int) -> Int64? {
    guard position + digits <= bytes.count else { return nil }
    var value: Int64 = 0
    for index in position..<position + digits {
      let digit = bytes[index] &- 0x30
      guard digit <= 9 else { return nil }
      value = value * 10 + Int64(digit)
    }
    position += digits
    return value
  }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
    position += 1
    return true
  }

  /// The second of the day; midnight where the text is a bare date.
  mutating func clock() -> Int64? {
    if isAtEnd { return 0 }
    guard skip("T") || skip(" "), let hour = number(digits: 2), hour < 24, skip(":"),
      let minute = number(digits: 2), minute < 60
    else { return nil }
    var second: Int64 = 0
    if skip(":") {
      guard let value = number(digits: 2), value < 60 else { return nil }
      second = value
      if skip(".") {
        guard number(digits: 1) != nil else { return nil }
        while number(digits: 1) != nil {}
      }
    }
    return hour * 3600 + minute * 60 + second
  }

  /// Seconds east of UTC.
  mutating func zoneOffset() -> Int64? {
    if isAtEnd || skip("Z") { return 0 }
    let sign: Int64
    if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
    guard let hours = number(digits: 2), hours < 24 else { return nil }
    if isAtEnd { return sign * hours * 3600 }
    _ = skip(":")
    guard let minutes = number(digits: 2), minutes < 60 else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }
}
