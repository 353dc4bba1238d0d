package import Simulation
package import Units

/// `targets.csv`: how targets shared the work of services in which it stays with a task.
package enum TargetsCSV {
  static let header = [
    "time", "service", "task", "requests", "connections", "cut_connections",
  ]

  /// Rows by service in the given order, then by minute, then by task; `time` is the minute's start in
  /// UTC.
  ///
  /// Tasks are numbered from 1 in the order of their launch. A task has a row for each minute in which
  /// requests could go to it, or in which it had requests or connections. Cells of connections are
  /// empty for a service without.
  ///
  /// - Parameter write: takes the next bytes of the file.
  /// - Complexity: O(minutes × tasks).
  package static func write(
    _ services: [ServiceOutcome], period: Period, to write: ([UInt8]) throws -> Void
  ) rethrows {
    var table = CSVTable(header: header)
    var rows = 0
    for service in services {
      guard let work = service.boundWork else { continue }
      for row in work.targets {
        table.verbatim(period.start.advanced(bySeconds: Int64(row.minute) * 60).description)
        table.text(service.name)
        table.integer(Int64(row.task.index) + 1)
        table.integer(Int64(row.requests))
        for count in [row.connections, row.cut] {
          if work.connections != nil { table.integer(Int64(count)) } else { table.empty() }
        }
        table.endRow()
        rows += 1
        if rows % rowsPerPiece == 0 { try write(table.takeBytes()) }
      }
    }
    try write(table.takeBytes())
  }

  private static let rowsPerPiece = 512
}
