package import Billing
internal import Units

/// A run beside real costs for people.
package enum ReconcilePage {
  package static func lines(
    _ result: Reconciliation, actual: ActualCosts, run: String, period: String,
    style: TerminalStyle
  ) -> [String] {
    var lines =
      wrapped(
        "\(actual.format), \(Figures.count(Int64(actual.rowCount))) rows, \(actual.start) to "
          + "\(actual.end), \(actual.basis.rawValue) costs; run \(run), \(period)".safeForTerminal,
        indent: "  "
      ).map { style.paint($0, .heading) } + [""]
    var table = TextTable([
      .text("key, Region, unit"), .number("run"), .number("actual"),
      .number("run USD"), .number("actual USD"), .number("usage"), .number("price"),
    ])
    var line: String??
    for row in result.rows {
      if line != .some(row.line) {
        if line != nil { table.addRule() }
        line = .some(row.line)
      }
      table.add([
        [row.name, row.region, row.unit, mark(row)].filter { !$0.isEmpty }
          .joined(separator: ", ") + LowConfidence.mark(row.lowConfidence),
        row.simulatedQuantity.map { short($0) } ?? "",
        row.actualQuantity.map { short($0) } ?? "", Figures.dollars(row.simulated),
        Figures.dollars(row.actual), Figures.signedDollars(row.usageEffect),
        Figures.signedDollars(row.priceEffect),
      ])
    }
    table.addRule()
    let usage = result.rows.reduce(Money.zero) { $0 + $1.usageEffect }
    let price = result.rows.reduce(Money.zero) { $0 + $1.priceEffect }
    table.add([
      "Total", "", "", Figures.dollars(result.simulatedTotal),
      Figures.dollars(result.actualTotal), Figures.signedDollars(usage),
      Figures.signedDollars(price),
    ])
    lines += table.foldedLines(style: style)
    lines += LowConfidence.note(
      Set(result.rows.filter(\.lowConfidence).map(\.name)).sorted())
    for part in actual.excluded {
      lines.append(
        "Not in \(actual.basis.rawValue) costs: \(part.rows) rows of \(part.kind), "
          + "\(Figures.dollars(part.amount)) USD".safeForTerminal)
    }
    return lines
  }

  /// Three decimals do for people.
  private static func short(_ quantity: Quantity) -> String {
    let thousandths = (quantity.reduced.smallestUnits * 1000)
      .dividedHalfEven(by: quantity.reduced.perUnit)
    return Decimal12(trillionths: thousandths * (Decimal12.one / 1000)).text()
  }

  private static func mark(_ row: Reconciliation.Row) -> String {
    switch row.standing {
    case .both: ""
    case .onlySimulated: "only in the run"
    case .onlyActual: "only in the export"
    case .unmapped: "\(row.actualRows) rows without a key"
    }
  }
}
