import ArgumentParser
import Files
import Foundation
import Reports
import Scenarios
import Studies
import Units

struct GuardCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Compare scenarios with their recording, on the same seeds.",
    discussion: """
      Examples:
        tosscost guard check scenarios/production.yaml --baseline guard.json
        tosscost guard check scenarios/*.yaml --baseline guard.json --junit guard.xml

      Exit codes: 0 within the limits or undecided, 1 beyond them (or undecided with --strict), 65 \
      for a recording that cannot be compared. Scenarios are matched by name.
      """)

  @OptionGroup var options: GuardOptions

  @Option(help: "Runs that an undecided check may come to (default: 32).")
  var maxReplications: Int?

  @Flag(help: "An undecided check fails.")
  var strict = false

  @Flag(help: "Compare with other seeds than the recorded ones.")
  var unpaired = false

  @Option(help: ArgumentHelp("JUnit XML to write.", valueName: "file"))
  var junit: String?

  @Option(help: ArgumentHelp("Markdown for a pull request to write.", valueName: "file"))
  var markdown: String?

  @Option(help: ArgumentHelp("SARIF 2.1.0 to write.", valueName: "file"))
  var sarif: String?

  @Option(help: ArgumentHelp("OpenMetrics text for GitLab to write.", valueName: "file"))
  var gitlabMetrics: String?

  func run() async throws {
    let mending = options.recordLine
    let baseline = try GuardBaselineJSON.read(
      InputFile.read(path: options.baseline), source: options.baseline, mending: mending)
    let subjects = try options.subjects(seed: baseline.seeds.root) { name in
      baseline.scenarios.first { $0.name == name }?.overrides
        ?? GuardBaseline.Overrides(mode: nil, period: nil)
    }
    try options.checkComparable(subjects, with: baseline, mending: mending)
    let bar = ProgressBar(label: "guard check")
    let runner = try options.runner { bar.update($0) }
    var outcomes: [GuardOutcome] = []
    for subject in subjects {
      guard let entry = baseline.scenarios.first(where: { $0.name == subject.plan.scenario.name })
      else { continue }
      let most =
        maxReplications ?? subject.limits.maxReplications ?? GuardLimits.defaultMaxReplications
      outcomes.append(
        try await GuardJudging(
          subject, entry: entry, baseline: baseline, isPaired: !unpaired, maxReplications: most,
          runner: runner
        ).outcome())
    }
    bar.finish()
    let report = GuardReport(
      outcomes: outcomes, confidence: subjects.map(\.limits.confidence).min() ?? 0.95,
      isPaired: !unpaired, baselinePath: options.baseline)
    try write(report)
    for line in report.warnings(isStrict: strict) { Terminal.warn(line) }
    let isBroken = report.verdict == .regression || (strict && report.verdict == .inconclusive)
    if isBroken { throw ExitCode(1) }
  }

  private func write(_ report: GuardReport) throws {
    let style = Terminal.outputStyle
    Terminal.write(GuardTable.lines(report, style: style))
    if let junit { try OutputFile.write(GuardJUnit.bytes(report, isStrict: strict), to: junit) }
    if let markdown { try OutputFile.write(GuardMarkdown.bytes(report), to: markdown) }
    if let sarif { try OutputFile.write(GuardSARIF.bytes(report), to: sarif) }
    if let gitlabMetrics {
      try OutputFile.write(GuardMetricsText.bytes(report), to: gitlabMetrics)
    }
    let environment = ProcessInfo.processInfo.environment
    if environment["GITHUB_ACTIONS"] == "true" {
      let lines = GuardAnnotations.lines(report)
      if !lines.isEmpty { Terminal.write(lines) }
    }
    if let summary = environment["GITHUB_STEP_SUMMARY"], !summary.isEmpty {
      try AppendedFile.append(GuardMarkdown.bytes(report), to: summary)
    }
  }
}

extension GuardReport {
  /// What stands on standard error beside the table.
  func warnings(isStrict: Bool) -> [String] {
    outcomes.flatMap { outcome in
      outcome.warned.map { "warning: \(outcome.scenario): \($0.id) is above its warning level" }
        + outcome.undecided.map {
          "\(isStrict ? "error" : "warning"): \(outcome.scenario): \($0.id) is undecided after "
            + "\(outcome.replications) replications"
        }
        + outcome.remarks.filter { $0.hasPrefix("recorded by") }.map {
          "warning: \(outcome.scenario): \($0)"
        }
    }
  }
}
