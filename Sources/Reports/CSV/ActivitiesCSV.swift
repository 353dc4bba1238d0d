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
        table.verbatim(activity.start.text(in: period))
        table.verbatim(activity.end.map { $0.text(in: period) } ?? "")
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
}
