internal import Studies
internal import Units

/// First answer of the page: what a month costs, beside the plan, and how sure that is.
enum SpendSection {
  static func markup(_ source: ReportSource) -> Markup {
    let bill = source.summary.bill
    let variance = bill.monthlyTotal - bill.baselineTotal
    let isOver = variance > .zero
    let percent = variance.percent(of: bill.baselineTotal).map { ", \($0) %" } ?? ""
    let against = "against the plan\(percent)"
    let period = "this period of \(Figures.fixed(source.summary.period.hours, decimals: 0)) h"
    return """
      <section id="spend"><h2>Monthly spend</h2>
      <p>A month of 730 h at this load costs <b>$\(Figures.dollars(bill.monthlyTotal))</b>, \
      $\(Figures.dollars(isOver ? variance : .zero - variance)) \
      \(isOver ? "more" : "less") than the plan's $\(Figures.dollars(bill.baselineTotal)).</p>
      <div class="tiles">\
      \(tile("main", "$\(Figures.dollars(bill.monthlyTotal))", "a month of 730 h"))\
      \(tile("", "$\(Figures.dollars(bill.baselineTotal))", "the plan"))\
      \(tile(isOver ? "over" : "under", Figures.signedDollars(variance), against))\
      \(tile("", "$\(Figures.dollars(bill.total))", period))\
      </div>
      \(cash(bill))\(interval(source))\(chart(source))</section>

      """
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
    """
    <p class="note">No interval: the run has one replication, so that nothing is known of how \
    far the month would vary with other arrivals.</p>

    """
  }

  private static func chart(_ source: ReportSource) -> Markup {
    let bill = source.summary.bill
    let chart = BarChart(
      id: "spend-chart", title: "Monthly spend beside the plan",
      description: "Simulated \(Figures.dollars(bill.monthlyTotal)) US dollars a month, plan "
        + "\(Figures.dollars(bill.baselineTotal)).",
      hues: [.blue],
      rows: [
        BarChart.Row(
          label: "Simulated", values: [bill.monthlyTotal.approximateDollars],
          text: "$" + Figures.dollars(bill.monthlyTotal)),
        BarChart.Row(
          label: "Plan", values: [bill.baselineTotal.approximateDollars],
          text: "$" + Figures.dollars(bill.baselineTotal)),
      ])
    var table = HTMLTable(
      caption: "US dollars", [("Amount", false), ("A month of 730 h", true), ("This period", true)])
    table.add([
      .text("Simulated"), .number(Figures.dollars(bill.monthlyTotal)),
      .number(Figures.dollars(bill.total)),
    ])
    table.add([.text("Plan"), .number(Figures.dollars(bill.baselineTotal)), .text("")])
    return """
      <div class="pair wide"><figure>\(chart.markup())<details><summary>The figures behind \
      it</summary>\(table.markup())</details></figure></div>
      """
  }
}
