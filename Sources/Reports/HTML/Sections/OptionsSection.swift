internal import Studies
internal import Units

/// The same usage on Spot, reserved and under savings plans.
enum OptionsSection {
  static func markup(_ source: ReportSource) -> Markup {
    """
    <section id="options"><h2>Spot, reserved and savings plans</h2>
    \(body(source))</section>

    """
  }

  private static func body(_ source: ReportSource) -> Markup {
    guard let options = source.options, let asRun = options.options.first else {
      return """
        <p class="note">Not priced: the folder holds no <code>usage.csv</code> and \
        <code>scenario.json</code>.</p>
        """
    }
    let drift: Markup =
      options.catalogueSHA256 == source.summary.catalogue.sha256
      ? ""
      : """
      <p class="note">These are priced at the price list that is in force now, which is not the \
      one of the run; compare them with the first row, not with the bill above.</p>
      """
    let best = options.options.min { $0.monthly < $1.monthly }
    let lead: Markup =
      best.map { best -> Markup in
        best.monthly < asRun.monthly
          ? """
          The same usage bought otherwise, nothing simulated again. Cheapest: \(best.name), \
          $\(Figures.dollars(best.monthly)) a month, \
          $\(Figures.dollars(asRun.monthly - best.monthly)) less.
          """ : "The same usage bought otherwise, nothing simulated again. None is cheaper."
      } ?? ""
    return """
      <p>\(lead)</p>\(drift)<div class="pair">\(chart(options))\(table(options, asRun))</div>
      """
  }

  private static func chart(_ options: PurchaseOptions) -> Markup {
    let chart = BarChart(
      id: "options-chart", title: "Monthly cost of each way to buy",
      description: "Amortised US dollars of a month of 730 h.", hues: [.blue],
      rows: options.options.map {
        BarChart.Row(
          label: $0.name, values: [$0.monthly.approximateDollars],
          text: Figures.dollars($0.monthly))
      })
    return Figure(
      title: "Dollars a month", legend: [(.blue, "amortised")], chart: chart.markup(), table: nil
    ).markup()
  }

  private static func table(_ options: PurchaseOptions, _ asRun: PurchaseOption) -> Markup {
    var table = HTMLTable(
      caption: "Amortised dollars of a month of 730 h",
      [
        ("Way to buy", false), ("Month", true), ("Saves", true), ("Upfront", true),
        ("Unused", true),
      ])
    for option in options.options {
      let saved = asRun.monthly - option.monthly
      table.add([
        .text(option.name + LowConfidence.mark(!option.lowConfidencePrices.isEmpty)),
        .number(Figures.dollars(option.monthly)),
        saved > .zero ? .good(Figures.dollars(saved)) : .number(Figures.dollars(saved)),
        .number(Figures.dollars(option.upfront)), .number(Figures.dollars(option.unused)),
      ])
    }
    let entries = options.options.map { option -> Markup in
      "<dt>\(option.name)</dt><dd>\(option.how)</dd>"
    }
    let weak = Set(options.options.flatMap(\.lowConfidencePrices)).sorted()
    let note: Markup =
      weak.isEmpty ? "" : "<p class=\"note\">\(LowConfidence.sentence(weak, mark: "* "))</p>"
    return """
      <div>\(table.markup())\(note)<details><summary>What each of them buys</summary>\
      <dl>\(entries)</dl></details></div>
      """
  }
}
