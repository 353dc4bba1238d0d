internal import Units

/// One row of `activities.csv`: a change of the desired count, or why there was none.
struct ActivityRow: Sendable, Hashable {
  /// Seconds since the start of the period.
  let second: Int
  /// The instant as the file has it.
  let start: String
  let service: String
  let policy: String
  let from: Int
  let to: Int
  let status: String
  let reason: String
  let occurrences: Int
  let cause: String

  static func read(
    _ bytes: [UInt8], period: Period, source: String
  ) throws(InputError) -> [ActivityRow] {
    var rows = try CSVFile(bytes, header: ActivitiesCSV.header, source: source)
    var result: [ActivityRow] = []
    while let row = rows.next() {
      // Milliseconds are beyond what a chart can show.
      guard let start = UTCTime(iso8601: row.text(0).prefix(19) + "Z"),
        let from = Int(row.text(4)), let to = Int(row.text(5)), let occurrences = Int(row.text(8))
      else {
        rows.report("not a scaling activity")
        continue
      }
      result.append(
        ActivityRow(
          second: Int(start.seconds(since: period.start)), start: row.text(0),
          service: row.text(2), policy: row.text(3), from: from, to: to, status: row.text(6),
          reason: row.text(7), occurrences: occurrences, cause: row.text(9)))
    }
    try rows.throwProblems()
    return result
  }
}
