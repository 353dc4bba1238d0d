package import Studies

/// Workflow commands of GitHub Actions: a message at the line that sets the limit.
///
/// Source: GitHub, "Workflow commands for GitHub Actions"; ten errors and ten warnings of a step are
/// shown.
package enum GuardAnnotations {
  package static func lines(_ report: GuardReport) -> [String] {
    report.outcomes.flatMap { outcome in
      outcome.checks.compactMap { check -> String? in
        guard check.verdict != .pass else { return nil }
        let isError = check.verdict == .regression && check.level == .deny
        let place = check.line.map { ",line=\($0)" } ?? ""
        let file = property(check.file ?? outcome.path)
        let title = property("\(outcome.scenario): \(check.verdict.rawValue)")
        return "::\(isError ? "error" : "warning") file=\(file)\(place),title=\(title)::"
          + message(GuardWords.sentence(check, of: outcome))
      }
    }
  }

  /// Line ends are escaped as GitHub asks; what else a reader would not see is made visible.
  private static func message(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
      .safeForTerminal
  }

  private static func property(_ text: String) -> String {
    message(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
