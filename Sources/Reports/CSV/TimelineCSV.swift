package import Simulation
package import Units

/// `timeline.csv`: every minute of every service.
package enum TimelineCSV {
  static let header = [
    "time", "service", "offered", "served", "errors", "cpu_pct", "published_cpu_pct", "desired",
    "running", "healthy", "p50_ms", "p95_ms", "p99_ms",
  ]

  /// Rows by service in the given order, then by minute; `time` is the minute's start in UTC.
  ///
  /// Unknown figures (CPU without a task, latency without a request) are empty cells.
  ///
  /// - Complexity: O(rows).
  package static func bytes(_ services: [ServiceOutcome], period: Period) -> [UInt8] {
    let rows = services.reduce(0) { $0 + $1.timeline.count }
    var table = CSVTable(header: header, rowCapacity: rows)
    for service in services {
      for row in service.timeline {
        let minute = period.start.advanced(bySeconds: Int64(row.minute) * 60)
        table.verbatim(minute.description)
        table.text(service.name)
        cells(of: row, into: &table)
        table.endRow()
      }
    }
    return table.bytes
  }

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
  }
}
