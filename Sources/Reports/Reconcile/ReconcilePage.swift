package import Billing
internal import Units

/// A run beside real costs for people.
package enum ReconcilePage {
  package static func lines(
    _ result: Reconciliation, actual: ActualCosts, run: String, period: String,
    style: TerminalStyle
  ) -> [String] {
    var lines = [
      style.paint(
        "\(actual.format), \(Figures.count(Int64(actual.rowCount))) rows, \(actual.start) to "
          + "\(actual.end), \(actual.basis.rawValue) costs; run \(run), \(period)", .heading), "",
    ]
    var table = TextTable([
      .text("key"), .text("Region"), .number("run"), .number("actual"), .text("unit"),
      .number("run USD"), .number("actual USD"), .number("usage"), .number("price"), .text(""),
    ])
    var line: PlanLine??
    for row in result.rows {
      if line != .some(row.line) {
        if line != nil { table.addRule() }
        line = .some(row.line)
      }
      table.add([
        row.name, row.region, row.simulatedQuantity.map { short($0) } ?? "",
        row.actualQuantity.map { short($0) } ?? "", row.unit, Figures.dollars(row.simulated),
        Figures.dollars(row.actual), Figures.signedDollars(row.usageEffect),
        Figures.signedDollars(row.priceEffect), mark(row),
      ])
    }
    table.addRule()
    let usage = result.rows.reduce(Money.zero) { $0 + $1.usageEffect }
    let price = result.rows.reduce(Money.zero) { $0 + $1.priceEffect }
    table.add([
      "Total", "", "", "", "", Figures.dollars(result.simulatedTotal),
      Figures.dollars(result.actualTotal), Figures.signedDollars(usage),
      Figures.signedDollars(price), "",
    ])
    lines += table.lines(width: 150, style: style)
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

  package static func json(
    _ result: Reconciliation, actual: ActualCosts, run: String, period: String
  ) throws -> [UInt8] {
    try SnakeCaseJSON.bytes(Document(result, actual: actual, run: run, period: period))
  }

  private struct Document: Encodable {
    let run: String
    let runPeriod: String
    let format: String
    let basis: String
    let actualStart: String
    let actualEnd: String
    let actualRows: Int
    let simulatedTotal: Money
    let actualTotal: Money
    let rows: [Row]
    let excluded: [Excluded]

    struct Row: Encodable {
      let line: String?
      let name: String
      let region: String
      let unit: String
      let standing: String
      let simulatedQuantity: String?
      let actualQuantity: String?
      let simulated: Money
      let actual: Money
      let difference: Money
      let usageEffect: Money
      let priceEffect: Money
      let actualRows: Int
    }

    struct Excluded: Encodable {
      let kind: String
      let amount: Money
      let rows: Int
    }

    init(_ result: Reconciliation, actual: ActualCosts, run: String, period: String) {
      self.run = run
      runPeriod = period
      format = actual.format
      basis = actual.basis.rawValue
      actualStart = actual.start.description
      actualEnd = actual.end.description
      actualRows = actual.rowCount
      simulatedTotal = result.simulatedTotal
      actualTotal = result.actualTotal
      rows = result.rows.map {
        Row(
          line: $0.line?.rawValue, name: $0.name, region: $0.region, unit: $0.unit,
          standing: $0.standing.rawValue, simulatedQuantity: $0.simulatedQuantity?.description,
          actualQuantity: $0.actualQuantity?.description, simulated: $0.simulated,
          actual: $0.actual, difference: $0.difference, usageEffect: $0.usageEffect,
          priceEffect: $0.priceEffect, actualRows: $0.actualRows)
      }
      excluded = actual.excluded.map {
        Excluded(kind: $0.kind, amount: $0.amount, rows: $0.rows)
      }
    }
  }
}
