package import Simulation
package import Units

/// `queues.csv`: the queue of each service that has one, minute by minute.
package enum QueuesCSV {
  static let header = [
    "time", "service", "sent", "deleted", "visible", "not_visible", "oldest_message_age_s",
  ]

  /// Rows by service in the given order, then by minute; `time` is the minute's start in UTC, and what
  /// is in the queue is that of its end.
  ///
  /// Without a message there is no age: an empty cell.
  ///
  /// - Parameter write: takes the next bytes of the file.
  /// - Complexity: O(minutes).
  package static func write(
    _ services: [ServiceOutcome], period: Period, to write: ([UInt8]) throws -> Void
  ) rethrows {
    var table = CSVTable(header: header)
    for service in services {
      guard let queue = service.queue else { continue }
      for (minute, row) in queue.minutes.enumerated() {
        table.verbatim(period.start.advanced(bySeconds: Int64(minute) * 60).description)
        table.text(service.name)
        for count in [row.sent, row.deleted, row.visible, row.notVisible] { table.integer(count) }
        table.number(row.oldestAge.isNaN ? nil : row.oldestAge, decimals: 3)
        table.endRow()
        if (minute + 1) % rowsPerPiece == 0 { try write(table.takeBytes()) }
      }
    }
    try write(table.takeBytes())
  }

  private static let rowsPerPiece = 512
}
