package import Billing
internal import Units

/// `bill.csv`: one row a component and tier, amortised, for finance.
///
/// There are no total rows, and the figures that belong to a whole line (baseline and variance)
/// stand in its first row only, so that every money column adds up. Beside no plan of lines the bill
/// has no such columns.
package enum BillCSV {
  static func header(hasPlan: Bool) -> [String] {
    ["line", "component", "quantity", "unit", "unit_price_usd", "cost_usd", "monthly_usd"]
      + (hasPlan ? ["baseline_usd", "variance_usd", "variance_pct"] : []) + ["note"]
  }

  private static let planColumns = 3

  /// Stands in the note of a row whose price is not well supported.
  static let weakMark = "low-confidence price"

  package static func bytes(_ bill: Bill) -> [UInt8] {
    let hasPlan = bill.lines.contains { $0.baseline != nil }
    var table = CSVTable(header: header(hasPlan: hasPlan), rowCapacity: bill.items.count)
    for line in bill.lines {
      let items = bill.items.filter { $0.line == line.id }
      guard let first = items.first else {
        unusedLine(line, into: &table)
        continue
      }
      itemCells(first, into: &table)
      if hasPlan { lineCells(line, into: &table) }
      table.text(note(of: first, why: line.why ?? ""))
      table.endRow()
      for item in items.dropFirst() {
        itemCells(item, into: &table)
        if hasPlan { for _ in 0..<planColumns { table.empty() } }
        table.text(note(of: item, why: ""))
        table.endRow()
      }
    }
    for item in bill.unpriced { unpriced(item, hasPlan: hasPlan, into: &table) }
    return table.bytes
  }

  /// Stands at the beginning of the note of a row without a price.
  static let unpricedMark = "not priced"

  /// Use without a price has no amount: not zero, but none.
  private static func unpriced(
    _ item: UnpricedItem, hasPlan: Bool, into table: inout CSVTable
  ) {
    table.text(item.line)
    table.text(item.component)
    table.verbatim(item.quantity.description)
    table.text(item.unit)
    for _ in 0..<3 + (hasPlan ? planColumns : 0) { table.empty() }
    table.text("\(unpricedMark): \(item.region) has no \(item.term) price of \(item.sku)")
    table.endRow()
  }

  private static func itemCells(_ item: LineItem, into table: inout CSVTable) {
    table.text(item.line)
    table.text(item.component)
    table.verbatim(item.quantity.description)
    table.text(item.unit)
    table.verbatim(item.unitPrice.description)
    table.verbatim(item.cost.description)
    table.verbatim(item.monthly.description)
  }

  private static func lineCells(_ line: BillLine, into table: inout CSVTable) {
    guard let baseline = line.baseline, let variance = line.variance else {
      for _ in 0..<planColumns { table.empty() }
      return
    }
    table.verbatim(baseline.description)
    table.verbatim(variance.description)
    table.verbatim(variance.percent(of: baseline) ?? "")
  }

  /// A line of the plan that nothing was used of still shows its baseline.
  private static func unusedLine(_ line: BillLine, into table: inout CSVTable) {
    table.text(line.id)
    for _ in 0..<4 { table.empty() }
    table.verbatim(line.cost.description)
    table.verbatim(line.monthly.description)
    lineCells(line, into: &table)
    table.text(line.why ?? "")
    table.endRow()
  }

  private static func note(of item: LineItem, why: String) -> String {
    let tier = item.tier.isEmpty ? "" : "tier \(item.tier)"
    let doubt = item.confidence.isWeak ? weakMark : ""
    return [tier, doubt, item.note, why].filter { !$0.isEmpty }.joined(separator: "; ")
  }
}
