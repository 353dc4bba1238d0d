package import Studies

/// What a terminal shows of a fresh run: its summary, and how tasks and CPU went over time.
package enum RunPage {
  package static func lines(_ result: RunResult, style: TerminalStyle) -> [String] {
    SummaryPage.lines(RunSummary(result), style: style)
      + [""] + CourseLines.lines(result.services, style: style)
  }
}
