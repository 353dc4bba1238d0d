package import Studies
internal import Units

/// The bill by lines; with a plan beside its amounts, with the reason where list price contradicts
/// one of them.
package enum BillTable {
  package static func lines(_ bill: RunSummary.BillFigures, style: TerminalStyle) -> [String] {
    let hasPlan = bill.baselineTotal != nil
    var table = TextTable(
      [
        .text("Bill (\(bill.currency))"), .number("this period"), .number("month of 730 h"),
      ] + (hasPlan ? [.number("plan"), .number("variance"), .number("%")] : []))
    func add(_ title: String, _ cost: Money, _ monthly: Money, _ baseline: Money?) {
      table.add(
        [title, Figures.dollars(cost), Figures.dollars(monthly)]
          + (hasPlan ? planned(baseline, monthly: monthly) : []))
    }
    for line in bill.lines {
      add(line.title + (line.lowConfidence ? " *" : ""), line.cost, line.monthly, line.baseline)
    }
    table.addRule()
    add(NotPricedLines.totalTitle(bill), bill.total, bill.monthlyTotal, bill.baselineTotal)
    return table.lines(style: style) + notes(bill, style: style)
  }

  /// The cells of a plan's amount; empty where it has none.
  private static func planned(_ baseline: Money?, monthly: Money) -> [String] {
    guard let baseline else { return ["", "", ""] }
    let variance = monthly - baseline
    return [
      Figures.dollars(baseline), Figures.signedDollars(variance),
      variance.percent(of: baseline) ?? "",
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
    let contradicted = bill.lines.compactMap { line -> String? in
      guard let why = line.why, !why.isEmpty, !line.holds else { return nil }
      return "\(line.title): \(why)"
    }
    if !contradicted.isEmpty {
      lines += ["", style.paint("Why list price differs from the plan", .heading)]
      for text in contradicted { lines += wrapped(text.safeForTerminal, indent: "  ") }
    }
    return lines
  }
}
