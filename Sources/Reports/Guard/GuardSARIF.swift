internal import Foundation
package import Studies

/// A guard's report as SARIF 2.1.0: a result for every check that does not pass.
package enum GuardSARIF {
  package static func bytes(_ report: GuardReport) throws -> [UInt8] {
    let results = report.outcomes.flatMap { outcome in
      outcome.checks.filter { $0.verdict != .pass }.map { Result($0, outcome) }
    }
    let log = Log(runs: [
      Run(
        tool: Tool(driver: Driver(version: ToolVersion.current, rules: rules)), results: results)
    ])
    return try PlainJSON.bytes(log)
  }

  /// Identifiers never change their meaning.
  private static let names: [(id: String, metric: String, name: String)] = [
    ("TC001", "monthly_cost", "monthly-cost"), ("TC002", "p95_ms", "latency-p95"),
    ("TC003", "p99_ms", "latency-p99"), ("TC004", "error_rate", "error-rate"),
    ("TC005", "breach_minutes", "breach-minutes"), ("TC006", "monthly_cost:", "line-cost"),
  ]

  private static var rules: [Rule] {
    names.map { Rule(id: $0.id, name: $0.name, shortDescription: Text("Guard on \($0.name)")) }
  }

  private static func rule(of metric: String) -> Int {
    names.firstIndex { $0.metric == metric } ?? names.count - 1
  }

  private struct Log: Encodable {
    let schema = "https://json.schemastore.org/sarif-2.1.0.json"
    let version = "2.1.0"
    let runs: [Run]

    enum CodingKeys: String, CodingKey {
      case schema = "$schema"
      case version, runs
    }
  }

  private struct Run: Encodable {
    let tool: Tool
    let results: [Result]
    let columnKind = "unicodeCodePoints"
  }

  private struct Tool: Encodable {
    let driver: Driver
  }

  private struct Driver: Encodable {
    let name = "tosscost guard"
    let version: String
    let rules: [Rule]
  }

  private struct Rule: Encodable {
    let id: String
    let name: String
    let shortDescription: Text
  }

  private struct Text: Encodable {
    let text: String

    /// Without what a reader would not see.
    init(_ text: String) { self.text = text.safeForTerminal }
  }

  private struct Result: Encodable {
    let ruleId: String
    let ruleIndex: Int
    let level: String
    let message: Text
    let locations: [Location]
    let partialFingerprints: [String: String]

    init(_ check: GuardCheck, _ outcome: GuardOutcome) {
      ruleIndex = GuardSARIF.rule(of: check.metric.name)
      ruleId = GuardSARIF.names[ruleIndex].id
      level =
        check.verdict == .inconclusive ? "note" : check.level == .deny ? "error" : "warning"
      message = Text("\(outcome.scenario): \(GuardWords.sentence(check, of: outcome))")
      locations = [Location(file: check.file ?? outcome.path, line: check.line ?? 1)]
      partialFingerprints = [
        "tosscostGuard/v1": "\(outcome.scenario)/\(check.id)".safeForTerminal
      ]
    }
  }

  private struct Location: Encodable {
    let physicalLocation: Physical

    init(file: String, line: Int) {
      let allowed = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: ":"))
      let path = file.addingPercentEncoding(withAllowedCharacters: allowed) ?? "scenario"
      physicalLocation = Physical(
        artifactLocation: Artifact(uri: path), region: Region(startLine: max(1, line)))
    }
  }

  private struct Physical: Encodable {
    let artifactLocation: Artifact
    let region: Region
  }

  private struct Artifact: Encodable {
    let uri: String
  }

  private struct Region: Encodable {
    let startLine: Int
  }
}
