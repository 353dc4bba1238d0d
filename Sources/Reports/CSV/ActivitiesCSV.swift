internal import Autoscaling
package import Simulation
package import Units

/// `activities.csv`: the scaling log of every service, with the reason when nothing happened.
package enum ActivitiesCSV {
  static let header = [
    "start", "end", "service", "policy", "from_desired", "to_desired", "status",
    "not_scaled_reason", "occurrences", "cause",
  ]

  /// Rows by service in the given order, then in the order of the log.
  ///
  /// Instants are UTC with milliseconds; `end` is empty for an activity that never ended.
  package static func bytes(_ services: [ServiceOutcome], period: Period) -> [UInt8] {
    var table = CSVTable(header: header)
    for service in services {
      for activity in service.activities {
        table.verbatim(instant(activity.start, in: period))
        table.verbatim(activity.end.map { instant($0, in: period) } ?? "")
        table.text(service.name)
        table.text(activity.policy)
        table.integer(activity.fromDesired)
        table.integer(activity.toDesired)
        table.text(activity.status.rawValue)
        table.text(activity.notScaledReason?.rawValue ?? "")
        table.integer(activity.occurrences)
        table.text(activity.cause)
        table.endRow()
      }
    }
    return table.bytes
  }

  /// `2026-12-01T00:00:00.000Z`, rounded down to the millisecond.
  private static func instant(_ time: SimTime, in period: Period) -> String {
    let milliseconds = time.nanoseconds.floorDivided(by: 1_000_000)
    let seconds = milliseconds.floorDivided(by: 1000)
    let whole = period.start.advanced(bySeconds: seconds).description.dropLast()
    let fraction = String(milliseconds - seconds * 1000)
    return whole + "." + String(repeating: "0", count: 3 - fraction.count) + fraction + "Z"
  }
}
