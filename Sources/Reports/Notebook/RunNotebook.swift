internal import Studies
internal import Units

/// A run as a notebook with its data beside it: the answers as text, the charts to be redrawn.
package enum RunNotebook {
  /// The notebook and its CSV files.
  ///
  /// - Parameter stem: the notebook's name without `.ipynb`; the other names begin with it.
  package static func files(
    _ source: ReportSource, stem: String
  ) throws -> [(name: String, bytes: [UInt8])] {
    [
      ("\(stem).ipynb", try Notebook(cells: cells(source, stem: stem)).bytes()),
      ("\(stem)-lines.csv", LinesCSV.bytes(source)),
      ("\(stem)-hours.csv", HoursCSV.bytes(source)),
      ("\(stem)-options.csv", OptionsCSV.bytes(source)),
    ]
  }

  private static func cells(_ source: ReportSource, stem: String) -> [Notebook.Cell] {
    let spend = LinesSection.chart(source)
    let hasPlan = source.summary.bill.hasPlannedLines
    let cells: [(String, Notebook.Cell.Kind, String)] = [
      ("title", .markdown(pictures: []), title(source)),
      (
        "lines", .markdown(pictures: [("lines.svg", StandaloneSVG.text(spend))]),
        lines(source) + "\n\n![Dollars a month by line](attachment:lines.svg)"
      ),
      ("services", .markdown(pictures: []), services(source)),
      ("load", .code, NotebookCode.load(stem: stem)),
      ("draw-lines", .code, NotebookCode.lines(hasPlan: hasPlan)),
      ("draw-course", .code, NotebookCode.course),
      ("draw-latency", .code, NotebookCode.latency),
      ("draw-options", .code, NotebookCode.options),
      ("ask", .markdown(pictures: []), NotebookCode.questions),
      ("ask-hour-of-day", .code, NotebookCode.hourOfDay),
      ("ask-further", .code, "# Your question: `lines`, `hours` and `options` are data frames."),
    ]
    return cells.map { Notebook.Cell(id: $0.0, kind: $0.1, source: $0.2) }
  }

  private static func title(_ source: ReportSource) -> String {
    let summary = source.summary
    let bill = summary.bill
    let against = bill.baselineTotal.map {
      let variance = Figures.signedDollars(bill.monthlyTotal - $0)
      return ", \(variance) against the plan's \(Figures.dollars($0))"
    }
    let interval = summary.replications.map { " \(ReplicationWords.sentence($0))." } ?? ""
    return """
      # \(summary.scenario.escapedForMarkdown)

      \(summary.period.start) to \(summary.period.end), \
      \(Figures.count(summary.trace.requests)) requests, seed \(summary.seed), \
      \(summary.mode.escapedForMarkdown) mode, prices of \
      \(summary.catalogue.date.escapedForMarkdown), run `\(summary.run.escapedForMarkdown)`.

      A month of 730 h costs **\(Figures.dollars(bill.monthlyTotal)) USD**\(against ?? "").\
      \(interval) The figures below are the run's own; the cells after \
      them load the CSV files that lie beside this notebook.
      """
  }

  private static func lines(_ source: ReportSource) -> String {
    let hasPlan = source.summary.bill.hasPlannedLines
    var table = MarkdownTable(
      [(hasPlan ? "Line" : "Service", false), ("Month of 730 h", true)]
        + (hasPlan ? [("Plan", true), ("Variance", true), ("Why", false)] : []))
    for line in source.summary.bill.lines {
      let planned = [
        line.baseline.map { Figures.dollars($0) } ?? "",
        line.variance.map { Figures.signedDollars($0) } ?? "",
        line.holds ? "" : line.why ?? "",
      ]
      table.add(
        [
          line.title + LowConfidence.mark(line.lowConfidence), Figures.dollars(line.monthly),
        ] + (hasPlan ? planned : []))
    }
    let weak = source.summary.bill.lines.contains(where: \.lowConfidence)
    return "## Where each dollar goes\n\n" + table.text
      + (weak ? "\n\\* rests on a price of low confidence\n" : "")
  }

  private static func services(_ source: ReportSource) -> String {
    var table = MarkdownTable([
      ("Service", false), ("Requests", true), ("Errors", true), ("p50 ms", true),
      ("p95 ms", true), ("p99 ms", true), ("Objective", true), ("Breach min", true),
      ("Tasks mean", true), ("Out/in", true),
    ])
    for service in source.summary.services {
      table.add([
        service.name, Figures.count(service.requests), Figures.count(service.errors),
        Figures.fixed(service.latencyMs?.p50, decimals: 0),
        Figures.fixed(service.latencyMs?.p95, decimals: 0),
        Figures.fixed(service.latencyMs?.p99, decimals: 0),
        Figures.fixed(service.slo.objectiveP95Ms, decimals: 0),
        Figures.count(Int64(service.slo.breachMinutes)),
        Figures.fixed(service.tasks.mean, decimals: 2),
        "\(service.scaleOuts)/\(service.scaleIns)",
      ])
    }
    return "## Services\n\n" + table.text
  }
}
