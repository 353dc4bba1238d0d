internal import Autoscaling
package import Simulation
package import Units

/// `transitions.csv`: each change of state of the alarms that scale a service.
package enum TransitionsCSV {
  static let header = ["time", "service", "alarm", "from", "to"]

  /// Rows by service in the given order, then by time; instants are UTC with milliseconds.
  package static func bytes(_ services: [ServiceOutcome], period: Period) -> [UInt8] {
    var table = CSVTable(header: header)
    for service in services {
      for transition in service.alarmTransitions {
        table.verbatim(transition.time.text(in: period))
        table.text(service.name)
        table.text(transition.alarm)
        table.text(transition.from.rawValue)
        table.text(transition.to.rawValue)
        table.endRow()
      }
    }
    return table.bytes
  }
}
