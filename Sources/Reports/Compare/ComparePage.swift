package import Studies
internal import Units

/// A comparison for people and for spreadsheets.
package enum ComparePage {
  package static func lines(_ comparison: Comparison, style: TerminalStyle) -> [String] {
    let hasPlan = comparison.hasPlan
    var table = TextTable(
      [.text("scenario"), .number("monthly")] + (hasPlan ? [.number("vs plan")] : []) + [
        .number("vs prod."), .number("± 95 %"), .number("p95"), .number("breach"),
        .number("err %"),
      ])
    for row in comparison.rows {
      let variance = row.vsBaseline.map { Figures.signedDollars($0) } ?? ""
      let money = [
        row.scenario + LowConfidence.mark(!row.lowConfidencePrices.isEmpty),
        Figures.dollars(row.monthlyTotal),
      ]
      table.add(
        money + (hasPlan ? [variance] : []) + [
          row.vsProduction.map { Figures.signedDollars($0.mean) } ?? "",
          row.vsProduction.map(halfWidth) ?? "", Figures.fixed(row.p95Ms, decimals: 0),
          Figures.fixed(row.breachMinutes, decimals: 1),
          Figures.fixed(row.errorRate * 100, decimals: 3),
        ])
    }
    let times = comparison.replications == 1 ? "replication" : "replications"
    return table.lines(style: style) + [""]
      + wrapped(
        "US dollars a month of 730 h, means of \(comparison.replications) \(times) on common "
          + "random numbers; ± is half of the 95 % interval of the paired difference to production. "
          + "p95 of the slowest service in ms; minutes of breach added over services; failed of "
          + "all requests.", width: 80, indent: "")
      + LowConfidence.note(Set(comparison.rows.flatMap(\.lowConfidencePrices)).sorted())
  }

  /// The interval lies evenly around the mean.
  private static func halfWidth(_ difference: MoneyInterval) -> String {
    guard let low = difference.low, let high = difference.high else { return "–" }
    return Figures.dollars((high - low).scaled(by: 1, over: 2))
  }

  /// One row a scenario, with the keys of the JSON form; without `vs_baseline` where none has a plan.
  package static func csv(_ comparison: Comparison) -> [UInt8] {
    var table = CSVTable(
      header: ["scenario", "monthly_total"] + (comparison.hasPlan ? ["vs_baseline"] : []) + [
        "vs_production_mean", "vs_production_low", "vs_production_high", "p95_ms",
        "breach_minutes", "error_rate", "low_confidence_prices",
      ], rowCapacity: comparison.rows.count)
    for row in comparison.rows {
      table.text(row.scenario)
      table.verbatim(row.monthlyTotal.description)
      if comparison.hasPlan { table.verbatim(row.vsBaseline?.description ?? "") }
      table.verbatim(row.vsProduction?.mean.description ?? "")
      table.verbatim(row.vsProduction?.low?.description ?? "")
      table.verbatim(row.vsProduction?.high?.description ?? "")
      table.number(row.p95Ms, decimals: 3)
      table.number(row.breachMinutes, decimals: 3)
      table.number(row.errorRate, decimals: 9)
      table.text(LowConfidence.cell(row.lowConfidencePrices))
      table.endRow()
    }
    return table.bytes
  }
}
