internal import Studies

/// Alarms on the system's health that would have gone off.
enum AlarmTable {
  static func lines(
    _ alarms: [RunSummary.AlarmFigures], unwatched: [RunSummary.UnwatchedAlarm],
    style: TerminalStyle
  ) -> [String] {
    fired(alarms, style: style)
      + unwatched.flatMap {
        wrapped("\($0.name) watches nothing: \($0.needs) is not stated", indent: "  ")
      }
      .map { style.paint($0, .faint) }
  }

  private static func fired(
    _ alarms: [RunSummary.AlarmFigures], style: TerminalStyle
  ) -> [String] {
    let fired = alarms.filter { $0.times > 0 }
    let quiet = "none of \(alarms.count) alarms would have gone off"
    guard !alarms.isEmpty else { return [] }
    guard !fired.isEmpty else { return ["", quiet] }
    var table = TextTable([
      .text("Alarm"), .text("of"), .text(""), .number("times"), .number("min"), .text("first"),
      .text("last"),
    ])
    for alarm in fired {
      table.add([
        alarm.name, alarm.subject, alarm.severity, Figures.count(Int64(alarm.times)),
        Figures.count(Int64((alarm.seconds / 60).rounded())), short(alarm.first),
        short(alarm.last),
      ])
    }
    let note =
      "alarms that would have gone off, \(fired.count) of \(alarms.count): times, minutes in ALARM,"
      + " first and last time (UTC)"
    return [""] + table.lines(style: style)
      + wrapped(note, indent: "  ").map { style.paint($0, .faint) }
  }

  /// `2026-12-05T16:03:21Z` as `12-05 16:03`.
  private static func short(_ time: String?) -> String {
    guard let time, time.utf8.count >= 16 else { return "–" }
    return String(time.dropFirst(5).prefix(11)).replacing("T", with: " ")
  }
}
