package import Simulation
package import Units

/// `timeline.csv`: every minute of every service.
package enum TimelineCSV {
  static let header = [
    "time", "service", "offered", "served", "errors", "cpu_pct", "published_cpu_pct", "desired",
    "running", "healthy", "p50_ms", "p95_ms", "p99_ms", "max_ms", "in_progress",
    "memory_pct",
  ]

  /// Rows by service in the given order, then by minute; `time` is the minute's start in UTC.
  ///
  /// Unknown figures (CPU without a task, latency without a request, the slowest request in fluid mode)
  /// are empty cells.
  ///
  /// - Parameter write: takes the next bytes of the file.
  /// - Complexity: O(rows).
  package static func write(
    _ services: [ServiceOutcome], period: Period, to write: ([UInt8]) throws -> Void
  ) rethrows {
    var table = CSVTable(
      header: header, rowCapacity: rowsPerPiece + 1, bytesPerRow: bytesPerRow)
    var rows = 0
    for service in services {
      for row in service.timeline {
        let minute = period.start.advanced(bySeconds: Int64(row.minute) * 60)
        table.verbatim(minute.description)
        table.text(service.name)
        cells(of: row, into: &table)
        table.endRow()
        rows += 1
        if rows % rowsPerPiece == 0 { try write(table.takeBytes()) }
      }
    }
    try write(table.takeBytes())
  }

  private static let rowsPerPiece = 512
  private static let bytesPerRow = 140

  private static func cells(of row: TimelineRow, into table: inout CSVTable) {
    table.integer(row.offered)
    table.integer(row.served)
    table.integer(row.errors.total)
    table.number(row.cpuPercent, decimals: 3)
    table.number(row.publishedCPUPercent, decimals: 3)
    table.integer(row.desired)
    table.integer(row.running)
    table.integer(row.healthy)
    table.number(row.latency?.p50, decimals: 3)
    table.number(row.latency?.p95, decimals: 3)
    table.number(row.latency?.p99, decimals: 3)
    table.number(row.latency?.max, decimals: 3)
    table.number(row.inProgress, decimals: 3)
    table.number(row.memoryPercent, decimals: 3)
  }
}
