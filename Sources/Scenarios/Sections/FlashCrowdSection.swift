internal import Units
internal import Workload

/// `trace.flash_crowd`: a sudden crowd on top of the trace.
enum FlashCrowdSection {
  static let schema = ObjectSchema(
    [
      KeySchema("at", .text, .required, "When it begins: date and time in ISO 8601, UTC."),
      KeySchema(
        "factor", .decimal(DecimalRange(1, 1000)), .required, "Load at its height over the trace's."
      ),
      KeySchema(
        "rise", .duration(.zero...(.hours(24))), .defaults("5m"),
        "From its beginning to its height, in a straight line."),
      KeySchema(
        "half_life", .duration(.seconds(1)...(.hours(168))), .defaults("1h"),
        "Time in which what it adds falls to half."),
    ],
    rules: [
      { object, report in
        guard let text = object.textIfSet("at"), UTCTime(iso8601: text) == nil else { return }
        report.add(
          "\(report.key("at")) must be a date and time such as 2026-12-08T14:30:00Z, not `\(text)`",
          at: object.place(of: "at"))
      }
    ])

  /// `nil` where the time cannot be read, which `schema` has refused.
  static func crowd(_ object: CheckedObject) -> FlashCrowd? {
    UTCTime(iso8601: object.text("at")).map {
      FlashCrowd(
        start: $0, factor: object.decimal("factor"), rise: object.duration("rise"),
        halfLife: object.duration("half_life"))
    }
  }
}
