package import Studies

/// A guard's report for a pull request: the verdict and the money, a table, the causes.
package enum GuardMarkdown {
  /// By which a bot finds its own comment and updates it in place.
  static let marker = "<!-- tosscost-guard -->"
  /// A step summary of GitHub holds 1 MiB.
  static let mostBytes = 1_000_000

  package static func bytes(_ report: GuardReport) -> [UInt8] {
    var text = "**\(GuardWords.headline(report, shown: \.escapedForMarkdown))**\n"
    var isCut = false
    for outcome in report.outcomes {
      let part = section(outcome)
      if text.utf8.count + part.utf8.count > mostBytes {
        isCut = true
        continue
      }
      text += part
    }
    if isCut { text += "\nThe rest is left out: a summary holds 1 MiB.\n" }
    return Array("\(text)\n\(marker)\n".utf8)
  }

  private static func section(_ outcome: GuardOutcome) -> String {
    var table = MarkdownTable([
      ("Metric", false), ("Baseline", true), ("Candidate", true), ("Change", true),
      ("Interval", true), ("Allowed", true), ("Verdict", false),
    ])
    for check in outcome.checks {
      table.add([
        GuardWords.name(check), GuardWords.figure(check.baseline, of: check),
        GuardWords.figure(check.candidate, of: check),
        GuardWords.figure(check.candidate - check.baseline, of: check, signed: true),
        GuardWords.interval(check), GuardWords.limit(check),
        check.verdict.rawValue + (check.level == .warn ? " (warns)" : ""),
      ])
    }
    let causes = GuardWords.causes(outcome).map { "- \($0.escapedForMarkdown)\n" }.joined()
    return """

      ### \(outcome.scenario.escapedForMarkdown)

      \(table.text)

      <details><summary>Causes</summary>

      \(causes)
      </details>

      """
  }
}
