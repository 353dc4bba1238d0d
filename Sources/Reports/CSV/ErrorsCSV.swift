package import Simulation
package import Units

/// `errors.csv`: how requests failed, for every minute in which any did.
package enum ErrorsCSV {
  static let header = ["time", "service", "errors", "client_timeout", "502", "503", "504"]

  /// Rows by service in the given order, then by minute of the requests' arrival; `time` is the
  /// minute's start in UTC.
  ///
  /// - Parameter write: takes the next bytes of the file.
  /// - Complexity: O(minutes).
  package static func write(
    _ services: [ServiceOutcome], period: Period, to write: ([UInt8]) throws -> Void
  ) rethrows {
    var table = CSVTable(header: header)
    var rows = 0
    for service in services {
      for row in service.timeline where row.errors.total > 0 {
        table.verbatim(period.start.advanced(bySeconds: Int64(row.minute) * 60).description)
        table.text(service.name)
        let errors = row.errors
        for count in [
          errors.total, errors.clientTimeout, errors.badGateway, errors.unavailable,
          errors.gatewayTimeout,
        ] { table.integer(count) }
        table.endRow()
        rows += 1
        if rows % rowsPerPiece == 0 { try write(table.takeBytes()) }
      }
    }
    try write(table.takeBytes())
  }

  private static let rowsPerPiece = 512
}
