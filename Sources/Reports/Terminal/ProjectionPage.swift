package import Studies
internal import Units

/// A projection on a terminal: a table a month, what the spread comes from, and what it rests on.
package enum ProjectionPage {
  package static func lines(_ projection: Projection, style: TerminalStyle) -> [String] {
    var lines = ["\(projection.scenario): \(projection.paths) paths, seed \(projection.seed)"]
    for month in projection.months {
      var table = TextTable([
        .text("\(month.month) (USD)"), .number("mean"), .number("P10"), .number("P50"),
        .number("P90"),
      ])
      for line in month.lines {
        table.add(
          [line.line + LowConfidence.mark(line.lowConfidence)]
            + [line.mean, line.p10, line.p50, line.p90].map(Figures.dollars))
      }
      table.addRule()
      let total = month.total
      let mark = LowConfidence.mark(!projection.lowConfidencePrices.isEmpty)
      table.add(
        ["total" + mark] + [total.mean, total.p10, total.p50, total.p90].map(Figures.dollars))
      lines += [""] + table.lines(style: style)
    }
    return lines + LowConfidence.note(projection.lowConfidencePrices)
      + ["", variance(projection.varianceShare), ""]
      + projection.notes.flatMap { wrapped($0.safeForTerminal, indent: "  ") }
  }

  private static func variance(_ share: Projection.VarianceShare) -> String {
    let parts = [
      ("load", share.load), ("service demand", share.serviceDemand),
      ("Spot price", share.spotPrice), ("interaction", share.interaction),
    ]
    return "Share of the variance: "
      + parts.map { "\($0.0) \(Figures.fixed(100 * $0.1, decimals: 1)) %" }
      .joined(separator: ", ")
  }
}
