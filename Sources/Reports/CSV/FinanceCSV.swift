package import Billing
internal import Ledger
package import Studies
internal import Units

/// Month × line × scenario as one tidy table, for spreadsheets and data frames.
package enum FinanceCSV {
  private static func header(hasPlan: Bool) -> [String] {
    ["month", "scenario", "line", "title", "hours", "cost_usd", "cash_usd"]
      + (hasPlan ? ["baseline_usd", "variance_usd", "variance_pct"] : []) + [
        "cost_mean_usd", "cost_low_usd", "cost_high_usd", "replications", "run",
        "low_confidence",
      ]
  }

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
      let count = self.replications
      intervals = costs.mapValues { rows in
        // A replication that used nothing of a line has no row of it.
        let unused = [Money](repeating: .zero, count: max(0, count - rows.count))
        return MoneyInterval(rows.map(\.cost) + unused)
      }
    }

    func interval(of line: String, in month: String) -> MoneyInterval? {
      intervals[[month, line]]
    }
  }

  /// Rows by run in the given order, then by month, then by line in the bill's order.
  ///
  /// `cost_usd` is amortised and `cash_usd` what is paid in the month; the baseline is the plan's
  /// amount for as much of the month as the run covers, the variance cost minus baseline; both are
  /// left out where no run has a plan of lines. Where the run has replications, there is their mean
  /// with its 95 % interval. Amounts are exact decimals. There are no total rows, so that every
  /// column adds up.
  package static func bytes(_ entries: [Entry]) -> [UInt8] {
    let hasPlan = entries.contains { entry in
      entry.months.contains { $0.lines.contains { $0.baseline != nil } }
    }
    var table = CSVTable(header: header(hasPlan: hasPlan))
    for entry in entries {
      for month in entry.months {
        for line in month.lines {
          row(line, of: month, in: entry, hasPlan: hasPlan, into: &table)
        }
      }
    }
    return table.bytes
  }

  private static func row(
    _ line: MonthBill.Line, of month: MonthBill, in entry: Entry, hasPlan: Bool,
    into table: inout CSVTable
  ) {
    table.verbatim(month.name)
    table.text(entry.scenario)
    table.text(line.id)
    table.text(line.title)
    table.integer(month.hours)
    table.verbatim(line.cost.description)
    table.verbatim(line.cash.description)
    if hasPlan { planCells(line, into: &table) }
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

  private static func planCells(_ line: MonthBill.Line, into table: inout CSVTable) {
    guard let baseline = line.baseline else {
      for _ in 0..<3 { table.empty() }
      return
    }
    let variance = line.cost - baseline
    table.verbatim(baseline.description)
    table.verbatim(variance.description)
    table.verbatim(variance.percent(of: baseline) ?? "")
  }
}
