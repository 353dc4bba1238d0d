internal import Billing
internal import Ledger
package import Studies
package import Units

/// `replications.csv`: what every line costs in every month under each of a run's draws.
///
/// One row a replication, month and line; only the header for a run of one replication.
package enum ReplicationsCSV {
  static let header = ["replication", "month", "line", "cost_usd"]

  package struct Row: Sendable, Hashable {
    package let replication: Int
    /// Such as `2026-12`.
    package let month: String
    package let line: String
    package let cost: Money
  }

  package static func bytes(_ replications: [ReplicationCosts]) -> [UInt8] {
    var table = CSVTable(header: header)
    for (replication, costs) in replications.enumerated() {
      for month in costs.months {
        for line in month.lines {
          table.integer(replication)
          table.verbatim(month.name)
          table.text(line.id)
          table.verbatim(line.cost.description)
          table.endRow()
        }
      }
    }
    return table.bytes
  }

  /// Reads what `bytes(_:)` wrote.
  ///
  /// - Throws: `InputError.invalid` with every row that is something else.
  package static func read(_ bytes: [UInt8], source: String) throws(InputError) -> [Row] {
    var rows = try CSVFile(bytes, header: header, source: source)
    var result: [Row] = []
    while let row = rows.next() {
      guard let replication = Int(row.text(0)), replication >= 0,
        let cost = Money(text: row.text(3))
      else {
        rows.report("not a replication's cost")
        continue
      }
      result.append(
        Row(replication: replication, month: row.text(1), line: row.text(2), cost: cost))
    }
    try rows.throwProblems()
    return result
  }
}

extension MonthBill {
  /// Such as `2026-12`.
  var name: String { String(month.firstDay.description.prefix(7)) }
}
