internal import Units

extension UTCTime {
  /// As people read it, to the minute: `2026-12-05 14:30`.
  var minute: String {
    let text = description
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))"
  }
}
