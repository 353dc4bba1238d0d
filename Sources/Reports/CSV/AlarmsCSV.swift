package import Simulation
package import Units

/// `alarms.csv`: each time that an alarm on the system's health would have gone off.
package enum AlarmsCSV {
  static let header = [
    "start", "end", "seconds", "alarm", "subject", "signal", "severity", "threshold", "worst",
  ]

  /// Rows by alarm in the given order, then by time.
  ///
  /// Instants are UTC with milliseconds; `end` is empty where the run ended first, and `seconds`
  /// then reach to its end.
  package static func bytes(_ reports: [WatchReport], period: Period) -> [UInt8] {
    let runEnd = SimTime.start + period.duration
    var table = CSVTable(header: header)
    for report in reports {
      for episode in report.episodes {
        table.verbatim(episode.start.text(in: period))
        table.verbatim(episode.end.map { $0.text(in: period) } ?? "")
        table.number(((episode.end ?? runEnd) - episode.start).inSeconds, decimals: 3)
        table.text(report.rule.name)
        table.text(report.subject)
        table.text(report.rule.signal.rawValue)
        table.text(report.rule.severity.rawValue)
        table.number(report.threshold, decimals: 3)
        table.number(episode.worst, decimals: 3)
        table.endRow()
      }
    }
    return table.bytes
  }
}
