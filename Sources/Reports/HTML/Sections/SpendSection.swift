internal import Studies
internal import Units

/// First answer of the page: what a month costs, beside the plan if there is one, and how sure that
/// is.
enum SpendSection {
  static func markup(_ source: ReportSource) -> Markup {
    let bill = source.summary.bill
    let period = "this period of \(Figures.fixed(source.summary.period.hours, decimals: 0)) h"
    return """
      <section id="spend"><h2>Monthly spend</h2>
      <p>A month of 730 h at this load costs <b>$\(Figures.dollars(bill.monthlyTotal))</b>\
      \(sentence(bill)).</p>
      <div class="tiles">\
      \(tile("main", "$\(Figures.dollars(bill.monthlyTotal))", "a month of 730 h"))\
      \(planTiles(bill))\
      \(tile("", "$\(Figures.dollars(bill.total))", period))\(intervalTile(source.summary))\
      </div>
      \(cash(bill))\(interval(source))\(chart(source))</section>

      """
  }

  /// How far the month is from the plan; empty without one.
  private static func sentence(_ bill: RunSummary.BillFigures) -> Markup {
    guard let plan = bill.baselineTotal else { return "" }
    let variance = bill.monthlyTotal - plan
    let isOver = variance > .zero
    return """
      , $\(Figures.dollars(isOver ? variance : .zero - variance)) \
      \(isOver ? "more" : "less") than the plan's $\(Figures.dollars(plan))
      """
  }

  private static func planTiles(_ bill: RunSummary.BillFigures) -> Markup {
    guard let plan = bill.baselineTotal else { return "" }
    let variance = bill.monthlyTotal - plan
    let percent = variance.percent(of: plan).map { ", \($0) %" } ?? ""
    let kind = variance > .zero ? "over" : "under"
    return """
      \(tile("", "$\(Figures.dollars(plan))", "the plan"))\
      \(tile(kind, Figures.dollarChange(variance), "against the plan\(percent)"))
      """
  }

  private static func intervalTile(_ summary: RunSummary) -> Markup {
    guard let figures = summary.replications else { return "" }
    let (low, high) = (figures.monthlyTotal.low, figures.monthlyTotal.high)
    let percent = Figures.fixed(figures.confidence * 100, decimals: 0)
    return tile(
      "",
      "$\(Figures.fixed(low.approximateDollars, decimals: 0))–"
        + Figures.fixed(high.approximateDollars, decimals: 0),
      "\(percent) % interval of the mean month")
  }

  private static func tile(_ kind: String, _ figure: String, _ text: String) -> Markup {
    "<div class=\"tile \(kind)\"><b>\(figure)</b><span>\(text)</span></div>"
  }

  private static func cash(_ bill: RunSummary.BillFigures) -> Markup {
    guard bill.cashTotal != bill.total else { return "" }
    return """
      <p>Paid in this period: $\(Figures.dollars(bill.cashTotal)). It differs from the amortised \
      cost because commitments were paid upfront or go unused.</p>

      """
  }

  private static func interval(_ source: ReportSource) -> Markup {
    guard let figures = source.summary.replications else {
      return """
        <p class="note">No interval: the run has one replication, so that nothing is known of how \
        far the month would vary with other arrivals. A run made with <code>--replications 8</code> \
        has one.</p>

        """
    }
    return "<p class=\"note\">\(ReplicationWords.sentence(figures)).</p>\n"
  }

  private static func chart(_ source: ReportSource) -> Markup {
    let bill = source.summary.bill
    let chart = BarChart(
      id: "spend-chart",
      title: bill.baselineTotal == nil ? "Monthly spend" : "Monthly spend beside the plan",
      description: "Simulated \(Figures.dollars(bill.monthlyTotal)) US dollars a month"
        + (bill.baselineTotal.map { ", plan \(Figures.dollars($0))" } ?? "") + ".",
      hues: [.blue],
      rows: rows(bill, source.summary.replications))
    return """
      <div class="pair wide"><figure>\(chart.markup())</figure>\
      \(table(source.summary).markup())</div>
      """
  }

  private static func rows(
    _ bill: RunSummary.BillFigures, _ replications: RunSummary.Replications?
  ) -> [BarChart.Row] {
    var rows = [
      BarChart.Row(
        label: replications == nil ? "Simulated" : "Simulated, this run",
        values: [bill.monthlyTotal.approximateDollars],
        text: "$" + Figures.dollars(bill.monthlyTotal))
    ]
    if let figures = replications {
      let month = figures.monthlyTotal
      rows.append(
        BarChart.Row(
          label: "Mean of \(figures.count) replications, with its interval",
          values: [month.mean.approximateDollars], text: "$" + Figures.dollars(month.mean),
          interval: month.low.approximateDollars...month.high.approximateDollars))
    }
    if let plan = bill.baselineTotal {
      rows.append(
        BarChart.Row(
          label: "Plan", values: [plan.approximateDollars], text: "$" + Figures.dollars(plan),
          hue: .grey))
    }
    return rows
  }

  private static func table(_ summary: RunSummary) -> HTMLTable {
    let bill = summary.bill
    var table = HTMLTable(
      caption: "US dollars",
      [
        ("Amount", false), ("A month of 730 h", true), ("95 % interval", true),
        ("This period", true),
      ])
    table.add([
      .text("Simulated"), .number(Figures.dollars(bill.monthlyTotal)), .text(""),
      .number(Figures.dollars(bill.total)),
    ])
    if let figures = summary.replications {
      table.add([
        .text("Mean of \(figures.count) replications"),
        .number(Figures.dollars(figures.monthlyTotal.mean)),
        .number(ReplicationWords.interval(figures.monthlyTotal)), .text(""),
      ])
    }
    if let plan = bill.baselineTotal {
      table.add([.text("Plan"), .number(Figures.dollars(plan)), .text(""), .text("")])
    }
    return table
  }
}
