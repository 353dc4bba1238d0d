package import Studies
internal import Units

/// A comparison for people and for spreadsheets.
package enum ComparePage {
  package static func lines(_ comparison: Comparison, style: TerminalStyle) -> [String] {
    var table = TextTable([
      .text("scenario"), .number("monthly"), .number("vs plan"), .number("vs production"),
      .number("95 % interval"), .number("p95 ms"), .number("breach min"), .number("errors"),
    ])
    for row in comparison.rows {
      table.add([
        row.scenario, Figures.dollars(row.monthlyTotal), Figures.signedDollars(row.vsBaseline),
        row.vsProduction.map { Figures.signedDollars($0.mean) } ?? "",
        row.vsProduction.map(interval) ?? "", Figures.fixed(row.p95Ms, decimals: 0),
        Figures.fixed(row.breachMinutes, decimals: 1),
        Figures.fixed(row.errorRate * 100, decimals: 4) + " %",
      ])
    }
    let times = comparison.replications == 1 ? "replication" : "replications"
    return table.lines(width: 120, style: style) + [""]
      + wrapped(
        "US dollars a month of 730 h, means of \(comparison.replications) \(times) on common "
          + "random numbers; the interval is of the paired difference. p95 of the slowest "
          + "service; breach minutes added over services.", indent: "")
  }

  private static func interval(_ difference: MoneyInterval) -> String {
    guard let low = difference.low, let high = difference.high else { return "–" }
    return "\(Figures.signedDollars(low)) to \(Figures.signedDollars(high))"
  }

  /// One row a scenario, with the keys of the JSON form.
  package static func csv(_ comparison: Comparison) -> [UInt8] {
    var table = CSVTable(
      header: [
        "scenario", "monthly_total", "vs_baseline", "vs_production_mean", "vs_production_low",
        "vs_production_high", "p95_ms", "breach_minutes", "error_rate",
      ], rowCapacity: comparison.rows.count)
    for row in comparison.rows {
      table.text(row.scenario)
      table.verbatim(row.monthlyTotal.description)
      table.verbatim(row.vsBaseline.description)
      table.verbatim(row.vsProduction?.mean.description ?? "")
      table.verbatim(row.vsProduction?.low?.description ?? "")
      table.verbatim(row.vsProduction?.high?.description ?? "")
      table.number(row.p95Ms, decimals: 3)
      table.number(row.breachMinutes, decimals: 3)
      table.number(row.errorRate, decimals: 9)
      table.endRow()
    }
    return table.bytes
  }
}
