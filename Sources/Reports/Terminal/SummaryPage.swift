package import Studies

/// What a terminal shows of a run's summary: heading, bill, services.
package enum SummaryPage {
  package static func lines(_ summary: RunSummary, style: TerminalStyle) -> [String] {
    let heading =
      "\(summary.scenario): \(summary.period.start) to \(summary.period.end) "
      + "(\(Figures.fixed(summary.period.hours, decimals: 1)) h), "
      + "\(Figures.count(summary.trace.requests)) requests, seed \(summary.seed), "
      + CatalogueWords.heading(summary.catalogue)
    return wrapped(heading.safeForTerminal, indent: "  ").map { style.paint($0, .heading) }
      + [""] + BillTable.lines(summary.bill, style: style)
      + wrapped(CatalogueWords.warning(summary.catalogue) ?? "", indent: "  ").filter {
        !$0.isEmpty
      }
      + (summary.replications.map { [""] + replications($0) } ?? [])
      + [""] + ServiceTable.lines(summary.services, style: style)
      + DatabaseTable.lines(summary.databases ?? [], style: style)
      + AlarmTable.lines(
        summary.alarms ?? [], unwatched: summary.unwatchedAlarms ?? [], style: style)
      + SpotTable.lines(summary.spot, style: style)
  }

  private static func replications(_ figures: RunSummary.Replications) -> [String] {
    wrapped(ReplicationWords.sentence(figures), indent: "  ")
  }
}
