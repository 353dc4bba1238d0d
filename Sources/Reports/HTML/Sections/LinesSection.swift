internal import Studies
internal import Units

/// Where each dollar goes, and which lines of the plan do not hold and why.
enum LinesSection {
  /// A line holds when it is within 5 % of the plan or 5 dollars, whichever is more.
  static func holds(_ line: RunSummary.LineFigures) -> Bool {
    let allowed = max(
      Money(trillionths: line.baseline.trillionths / 20), Money(trillionths: 5 * Decimal12.one))
    return Money(trillionths: Int128(line.variance.trillionths.magnitude)) <= allowed
  }

  static func markup(_ source: ReportSource) -> Markup {
    let lines = source.summary.bill.lines
    let broken = lines.filter { !holds($0) }
    return """
      <section id="lines"><h2>Where each dollar goes</h2>
      <p>\(broken.count) of the plan's \(lines.count) lines do not hold: they are off by more \
      than 5 % and by more than $5.</p>
      <div class="pair">\(figure(source))\(table(source))</div>
      \(notPriced(source.summary.bill))\(reasons(broken, source.summary.bill))\
      \(components(source))</section>

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

  static func chart(_ source: ReportSource) -> Markup {
    let lines = source.summary.bill.lines
    let rows = lines.map { line in
      BarChart.Row(
        label: line.title,
        values: [line.monthly.approximateDollars, line.baseline.approximateDollars],
        text: Figures.dollars(line.monthly))
    }
    let most = lines.max { $0.monthly < $1.monthly }
    return BarChart(
      id: "lines-chart", title: "Monthly cost of each line beside the plan",
      description: most.map {
        "The largest is \($0.title) with \(Figures.dollars($0.monthly)) US dollars."
      } ?? "No line.",
      hues: [.blue, .grey], rows: rows
    ).markup()
  }

  private static func figure(_ source: ReportSource) -> Markup {
    Figure(
      title: "Dollars a month by line",
      legend: [(.blue, "simulated"), (.grey, "plan")], chart: chart(source), table: nil
    ).markup()
  }

  private static func table(_ source: ReportSource) -> Markup {
    let bill = source.summary.bill
    let replications = source.summary.replications
    var columns: [(title: String, isNumber: Bool)] = [
      ("Line", false), ("Month", true), ("Plan", true), ("Variance", true), ("%", true),
      ("Share", true),
    ]
    if replications != nil { columns.append(("± 95 %", true)) }
    var table = HTMLTable(caption: "Dollars of a month of 730 h by line of the plan", columns)
    for line in bill.lines {
      table.add(cells(line, of: bill, interval: replications?.monthly(of: line.line)))
    }
    let variance = bill.monthlyTotal - bill.baselineTotal
    let total: [HTMLTable.Cell] = [
      .text("Total"), .number(Figures.dollars(bill.monthlyTotal)),
      .number(Figures.dollars(bill.baselineTotal)), .number(Figures.signedDollars(variance)),
      .number(variance.percent(of: bill.baselineTotal) ?? ""), .number("100.0 %"),
    ]
    let interval = (replications?.monthlyTotal).map { [cell($0)] } ?? []
    table.add(total + interval, isTotal: true)
    return "<div>\(table.markup())\(notes(source.summary))</div>"
  }

  private static func cells(
    _ line: RunSummary.LineFigures, of bill: RunSummary.BillFigures,
    interval: RunSummary.Interval?
  ) -> [HTMLTable.Cell] {
    let variance = Figures.signedDollars(line.variance)
    let isOver = line.variance > .zero
    let cells: [HTMLTable.Cell] = [
      .text(line.title + (line.lowConfidence ? " *" : "")),
      .number(Figures.dollars(line.monthly)), .number(Figures.dollars(line.baseline)),
      holds(line) ? .number(variance) : isOver ? .bad(variance) : .good(variance),
      .number(line.variance.percent(of: line.baseline) ?? ""),
      .number((line.monthly.percent(of: bill.monthlyTotal) ?? "0.0") + " %"),
    ]
    return cells + (interval.map { [cell($0)] } ?? [])
  }

  /// Half the width of an interval.
  private static func cell(_ interval: RunSummary.Interval) -> HTMLTable.Cell {
    .number(
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

  private static func reasons(
    _ broken: [RunSummary.LineFigures], _ bill: RunSummary.BillFigures
  ) -> Markup {
    guard !broken.isEmpty else { return "" }
    let entries = broken.map { line -> Markup in
      let why = line.why.isEmpty ? "Nothing is known against the plan's figure itself." : line.why
      return """
        <dt>\(line.title): \(Figures.dollars(line.monthly)) instead of \
        \(Figures.dollars(line.baseline))</dt><dd>\(why)</dd>
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
