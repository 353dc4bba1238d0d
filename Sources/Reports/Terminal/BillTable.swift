package import Studies
internal import Units

/// The bill beside the plan, with the reason where list price contradicts it.
package enum BillTable {
  package static func lines(_ bill: RunSummary.BillFigures, style: TerminalStyle) -> [String] {
    var table = TextTable([
      .text("Bill (\(bill.currency))"), .number("this period"), .number("month of 730 h"),
      .number("plan"), .number("variance"), .number("%"),
    ])
    for line in bill.lines {
      table.add(
        [line.title + (line.lowConfidence ? " *" : "")]
          + figures(line.cost, line.monthly, line.baseline))
    }
    table.addRule()
    table.add(
      [NotPricedLines.totalTitle(bill)] + figures(bill.total, bill.monthlyTotal, bill.baselineTotal)
    )
    return table.lines(style: style) + notes(bill, style: style)
  }

  private static func figures(_ cost: Money, _ monthly: Money, _ baseline: Money) -> [String] {
    let variance = monthly - baseline
    return [
      Figures.dollars(cost), Figures.dollars(monthly), Figures.dollars(baseline),
      Figures.signedDollars(variance), variance.percent(of: baseline) ?? "",
    ]
  }

  private static func notes(
    _ bill: RunSummary.BillFigures, style: TerminalStyle
  ) -> [String] {
    var lines: [String] = []
    if bill.cashTotal != bill.total {
      lines.append("Paid in this period: \(Figures.dollars(bill.cashTotal))")
    }
    lines += NotPricedLines.lines(bill.notPriced ?? [], style: style)
    if bill.lines.contains(where: \.lowConfidence) {
      lines.append("* rests on a price of low confidence; bill.csv marks the rows")
    }
    let contradicted = bill.lines.filter { !$0.why.isEmpty && !LinesSection.holds($0) }
    if !contradicted.isEmpty {
      lines += ["", style.paint("Why list price differs from the plan", .heading)]
      for line in contradicted {
        lines += wrapped("\(line.title): \(line.why)".safeForTerminal, indent: "  ")
      }
    }
    return lines
  }
}
