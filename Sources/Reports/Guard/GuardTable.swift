package import Studies

/// A guard's report for a terminal.
package enum GuardTable {
  package static func lines(_ report: GuardReport, style: TerminalStyle) -> [String] {
    var lines = [style.paint(GuardWords.headline(report, shown: \.safeForTerminal), .heading)]
    for outcome in report.outcomes {
      lines += ["", outcome.scenario.safeForTerminal]
      var table = TextTable([
        .text("Metric"), .number("baseline"), .number("change"), .number("allowed"),
        .text("verdict"),
      ])
      for check in outcome.checks {
        table.add([
          GuardWords.name(check), GuardWords.figure(check.baseline, of: check),
          GuardWords.figure(check.candidate - check.baseline, of: check, signed: true),
          GuardWords.limit(check),
          check.verdict.rawValue + (check.level == .warn ? " (warns)" : ""),
        ])
      }
      lines += table.lines(style: style)
      for check in outcome.checks where check.verdict != .pass {
        lines += wrapped("  \(GuardWords.sentence(check))".safeForTerminal, indent: "    ")
      }
      for cause in GuardWords.causes(outcome) {
        lines += wrapped("  \(cause)".safeForTerminal, indent: "    ")
      }
    }
    let percent = Figures.fixed(report.confidence * 100, decimals: 1)
    let pairs = report.isPaired ? "paired" : "unpaired"
    let counts = report.outcomes.map(\.replications)
    let replications = counts.max() ?? 0
    return lines + [
      "",
      style.paint(
        "\(pairs), \(percent) % confidence over all metrics, up to \(replications) replications",
        .faint),
    ]
  }
}
