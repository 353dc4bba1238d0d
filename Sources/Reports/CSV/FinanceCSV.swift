package import Billing
internal import Ledger
package import Studies
internal import Units

/// Month × line × scenario as one tidy table, for spreadsheets and data frames.
package enum FinanceCSV {
  static let header = [
    "month", "scenario", "line", "title", "hours", "cost_usd", "cash_usd", "baseline_usd",
    "variance_usd", "variance_pct", "cost_mean_usd", "cost_low_usd", "cost_high_usd",
    "replications", "run", "low_confidence",
  ]

  /// One run of the table.
  package struct Entry: Sendable {
    let run: String
    let scenario: String
    let months: [MonthBill]
    let replications: Int
    /// By month and line.
    private let intervals: [[String]: MoneyInterval]

    /// - Parameter replications: costs by replication; empty where there is only one.
    package init(summary: RunSummary, months: [MonthBill], replications: [ReplicationsCSV.Row]) {
      run = summary.run
      scenario = summary.scenario
      self.months = months
      self.replications = summary.replications?.count ?? 1
      let costs = Dictionary(grouping: replications) { [$0.month, $0.line] }
      intervals = costs.mapValues { rows in MoneyInterval(rows.map(\.cost)) }
    }

    func interval(of line: String, in month: String) -> MoneyInterval? {
      intervals[[month, line]]
    }
  }

  /// Rows by run in the given order, then by month, then by line in the plan's order.
  ///
  /// `cost_usd` is amortised and `cash_usd` what is paid in the month; the baseline is the plan's
  /// amount for as much of the month as the run covers, the variance cost minus baseline. Where
  /// the run has replications, there is their mean with its 95 % interval. Amounts are exact decimals. There are no total rows, so that every column adds up.
  package static func bytes(_ entries: [Entry]) -> [UInt8] {
    var table = CSVTable(header: header)
    for entry in entries {
      for month in entry.months {
        for line in month.lines { row(line, of: month, in: entry, into: &table) }
      }
    }
    return table.bytes
  }

  private static func row(
    _ line: MonthBill.Line, of month: MonthBill, in entry: Entry, into table: inout CSVTable
  ) {
    let variance = line.cost - line.baseline
    table.verbatim(month.name)
    table.text(entry.scenario)
    table.text(line.id)
    table.text(line.title)
    table.integer(month.hours)
    table.verbatim(line.cost.description)
    table.verbatim(line.cash.description)
    table.verbatim(line.baseline.description)
    table.verbatim(variance.description)
    table.verbatim(variance.percent(of: line.baseline) ?? "")
    // One replication knows nothing of the spread.
    let interval = entry.interval(of: line.id, in: month.name)
    for amount in [interval?.mean, interval?.low, interval?.high] {
      table.verbatim(amount?.description ?? "")
    }
    table.integer(entry.replications)
    table.text(entry.run)
    table.verbatim(line.lowConfidence ? "true" : "false")
    table.endRow()
  }
}
