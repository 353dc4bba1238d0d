internal import Studies
internal import Units

/// Where each dollar goes; with a plan, which of its lines do not hold and why.
enum LinesSection {
  static func markup(_ source: ReportSource) -> Markup {
    let bill = source.summary.bill
    let broken = bill.lines.filter { !$0.holds }
    return """
      <section id="lines"><h2>Where each dollar goes</h2>
      \(summary(bill, broken: broken))
      <div class="pair">\(figure(source))\(table(source))</div>
      \(notPriced(bill))\(reasons(broken))\(components(source))</section>

      """
  }

  private static func notPriced(_ bill: RunSummary.BillFigures) -> Markup {
    guard let items = bill.notPriced, !items.isEmpty else { return "" }
    var table = HTMLTable(
      caption: "Use without a price, which no amount of this page includes",
      [
        ("Line", false), ("Component", false), ("A month", true), ("Unit", false),
        ("Missing price", false), ("Region", false), ("In the scenario", false),
      ])
    for item in items {
      table.add([
        .text(item.line), .text(item.component), .number(item.monthlyQuantity), .text(item.unit),
        .text("\(item.sku), \(item.term)"), .text(item.region), .text(item.place),
      ])
    }
    return """
      <h3>Not priced: \(NotPricedLines.items(items.count))</h3>\(table.markup())\
      <p>\(NotPricedLines.remedy(items))</p>
      """
  }

  private static func summary(
    _ bill: RunSummary.BillFigures, broken: [RunSummary.LineFigures]
  ) -> Markup {
    let planned = bill.lines.filter { $0.baseline != nil }
    if !planned.isEmpty {
      return """
        <p>\(broken.count) of the plan's \(planned.count) lines do not hold: they are off by more \
        than 5 % and by more than $5.</p>
        """
    }
    guard let most = largest(bill) else { return "<p>Nothing is billed.</p>" }
    return """
      <p>By AWS service; the largest is \(most.title) with $\(Figures.dollars(most.monthly)) a \
      month of 730 h.</p>
      """
  }

  private static func largest(_ bill: RunSummary.BillFigures) -> RunSummary.LineFigures? {
    bill.lines.max { $0.monthly < $1.monthly }
  }

  static func chart(_ source: ReportSource) -> Markup {
    let bill = source.summary.bill
    let hasPlan = bill.hasPlannedLines
    let rows = bill.lines.map { line in
      BarChart.Row(
        label: line.title,
        values: [line.monthly.approximateDollars]
          + (hasPlan ? [(line.baseline ?? .zero).approximateDollars] : []),
        text: Figures.dollars(line.monthly))
    }
    return BarChart(
      id: "lines-chart",
      title: "Monthly cost of each line" + (hasPlan ? " beside the plan" : ""),
      description: largest(bill).map {
        "The largest is \($0.title) with \(Figures.dollars($0.monthly)) US dollars."
      } ?? "No line.",
      hues: hasPlan ? [.blue, .grey] : [.blue], rows: rows
    ).markup()
  }

  private static func figure(_ source: ReportSource) -> Markup {
    let hasPlan = source.summary.bill.hasPlannedLines
    return Figure(
      title: "Dollars a month by line",
      legend: hasPlan ? [(.blue, "simulated"), (.grey, "plan")] : [], chart: chart(source),
      table: nil
    ).markup()
  }

  private static func table(_ source: ReportSource) -> Markup {
    let bill = source.summary.bill
    let replications = source.summary.replications
    let hasPlan = bill.baselineTotal != nil
    let first = bill.hasPlannedLines ? "Line" : "Service"
    var columns: [(title: String, isNumber: Bool)] = [(first, false), ("Month", true)]
    if hasPlan { columns += [("Plan", true), ("Variance", true), ("%", true)] }
    columns.append(("Share", true))
    if replications != nil { columns.append(("± 95 %", true)) }
    var table = HTMLTable(
      caption: "Dollars of a month of 730 h by "
        + (bill.hasPlannedLines ? "line of the plan" : "AWS service"), columns)
    for line in bill.lines {
      let interval = replications.map { [cell($0.monthly(of: line.line))] } ?? []
      table.add(
        [
          .text(line.title + (line.lowConfidence ? " *" : "")),
          .number(Figures.dollars(line.monthly)),
        ] + (hasPlan ? planned(line) : []) + [
          .number((line.monthly.percent(of: bill.monthlyTotal) ?? "0.0") + " %")
        ] + interval)
    }
    let total: [HTMLTable.Cell] =
      [.text("Total"), .number(Figures.dollars(bill.monthlyTotal))]
      + (bill.baselineTotal.map { planned($0, of: bill) } ?? []) + [.number("100.0 %")]
    let interval = replications.map { [cell($0.monthlyTotal)] } ?? []
    table.add(total + interval, isTotal: true)
    return "<div>\(table.markup())\(notes(source.summary))</div>"
  }

  /// The plan's cells of a line; empty where the plan has no amount of it.
  private static func planned(_ line: RunSummary.LineFigures) -> [HTMLTable.Cell] {
    guard let baseline = line.baseline, let variance = line.variance else {
      return [.text(""), .text(""), .text("")]
    }
    let text = Figures.signedDollars(variance)
    return [
      .number(Figures.dollars(baseline)),
      line.holds ? .number(text) : variance > .zero ? .bad(text) : .good(text),
      .number(variance.percent(of: baseline) ?? ""),
    ]
  }

  private static func planned(
    _ plan: Money, of bill: RunSummary.BillFigures
  ) -> [HTMLTable.Cell] {
    let variance = bill.monthlyTotal - plan
    return [
      .number(Figures.dollars(plan)), .number(Figures.signedDollars(variance)),
      .number(variance.percent(of: plan) ?? ""),
    ]
  }

  /// Half the width of an interval.
  private static func cell(_ interval: RunSummary.Interval?) -> HTMLTable.Cell {
    guard let interval else { return .text("") }
    return .number(
      interval.low == interval.high
        ? "0" : Figures.dollars((interval.high - interval.low).scaled(by: 1, over: 2)))
  }

  private static func notes(_ summary: RunSummary) -> Markup {
    let weak: Markup =
      summary.bill.lines.contains(where: \.lowConfidence)
      ? "<p class=\"soft\">* rests on a price of low confidence, listed at the end.</p>" : ""
    guard let replications = summary.replications else { return weak }
    let percent = Figures.fixed(replications.confidence * 100, decimals: 0)
    return """
      \(weak)<p class="soft">± is half the \(percent) % confidence interval of the mean over \
      \(replications.count) replications; 0 where nothing depends on chance.</p>
      """
  }

  private static func reasons(_ broken: [RunSummary.LineFigures]) -> Markup {
    guard !broken.isEmpty else { return "" }
    let entries = broken.map { line -> Markup in
      let known = line.why ?? ""
      let why = known.isEmpty ? "Nothing is known against the plan's figure itself." : known
      return """
        <dt>\(line.title): \(Figures.dollars(line.monthly)) instead of \
        \(Figures.dollars(line.baseline ?? .zero))</dt><dd>\(why)</dd>
        """
    }
    return "<h3>Lines of the plan that do not hold, and why</h3><dl>\(entries)</dl>"
  }

  private static func components(_ source: ReportSource) -> Markup {
    var table = HTMLTable(
      caption: "Every component and tier of this period",
      [
        ("Line", false), ("Component", false), ("Quantity", true), ("Unit", false),
        ("Unit price", true), ("This period", true), ("Month", true), ("Note", false),
      ])
    for item in source.items {
      table.add([
        .text(item.line), .text(item.component), .number(item.quantity), .text(item.unit),
        .number(item.unitPrice), .number(item.cost.cents), .number(item.monthly.cents),
        .text(item.note),
      ])
    }
    return """
      <details><summary>All \(source.items.count) components with quantity and unit \
      price</summary>\(table.markup())</details>
      """
  }
}
