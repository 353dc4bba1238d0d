package import Studies
internal import Units

/// A projection for finance: one row a month and line, `total` first, in exact US dollars.
package enum ProjectionCSV {
  static let header = ["month", "line", "mean", "p10", "p50", "p90", "low_confidence"]

  package static func bytes(_ projection: Projection) -> [UInt8] {
    var table = CSVTable(header: header)
    for month in projection.months {
      let total = month.total
      add(
        month.month, "total", [total.mean, total.p10, total.p50, total.p90],
        isLow: !projection.lowConfidencePrices.isEmpty, to: &table)
      for line in month.lines {
        add(
          month.month, line.line, [line.mean, line.p10, line.p50, line.p90],
          isLow: line.lowConfidence, to: &table)
      }
    }
    return table.bytes
  }

  private static func add(
    _ month: String, _ line: String, _ figures: [Money], isLow: Bool,
    to table: inout CSVTable
  ) {
    table.text(month)
    table.text(line)
    for figure in figures { table.verbatim(figure.description) }
    table.verbatim(isLow ? "true" : "false")
    table.endRow()
  }
}
