internal import Studies
internal import Units

/// The lines of a bill by the 730 h rule and for the period, beside the plan's amounts where it has
/// any; where the run has replications, with the mean of the month over them and its 95 % interval.
enum LinesCSV {
  private static func header(hasPlan: Bool) -> [String] {
    ["line", "title", "cost_usd", "monthly_usd"]
      + (hasPlan ? ["baseline_usd", "variance_usd"] : [])
      + ["mean_usd", "low_usd", "high_usd"] + (hasPlan ? ["why"] : []) + ["low_confidence"]
  }

  static func bytes(_ source: ReportSource) -> [UInt8] {
    let hasPlan = source.summary.bill.hasPlannedLines
    var table = CSVTable(header: header(hasPlan: hasPlan))
    for line in source.summary.bill.lines {
      table.text(line.line)
      table.text(line.title)
      table.verbatim(line.cost.description)
      table.verbatim(line.monthly.description)
      if hasPlan {
        table.verbatim(line.baseline?.description ?? "")
        table.verbatim(line.variance?.description ?? "")
      }
      let interval = source.summary.replications?.monthly(of: line.line)
      for money in [interval?.mean, interval?.low, interval?.high] {
        table.verbatim(money?.description ?? "")
      }
      if hasPlan { table.text(line.why ?? "") }
      table.verbatim(line.lowConfidence ? "true" : "false")
      table.endRow()
    }
    return table.bytes
  }
}

/// The ways to buy the same usage; only the header where they were not priced.
enum OptionsCSV {
  static let header = [
    "option", "monthly_usd", "saved_usd", "upfront_usd", "unused_usd", "how",
    "low_confidence_prices",
  ]

  static func bytes(_ source: ReportSource) -> [UInt8] {
    var table = CSVTable(header: header)
    let options = source.options?.options ?? []
    for option in options {
      table.text(option.name)
      table.verbatim(option.monthly.description)
      table.verbatim((options[0].monthly - option.monthly).description)
      table.verbatim(option.upfront.description)
      table.verbatim(option.unused.description)
      table.text(option.how)
      table.text(LowConfidence.cell(option.lowConfidencePrices))
      table.endRow()
    }
    return table.bytes
  }
}
