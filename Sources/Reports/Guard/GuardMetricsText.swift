package import Studies

/// OpenMetrics text for GitLab's metrics reports, which a merge request compares with its target.
package enum GuardMetricsText {
  package static func bytes(_ report: GuardReport) -> [UInt8] {
    var lines: [String] = []
    let names = report.outcomes.flatMap { $0.checks.map(\.metric.name) }
    var seen: Set<String> = []
    for name in names where seen.insert(name).inserted {
      for outcome in report.outcomes {
        guard let check = outcome.checks.first(where: { $0.metric.name == name }) else { continue }
        let parts = name.split(separator: ":", maxSplits: 1)
        let line = parts.count == 2 ? ",line=\"\(escaped(String(parts[1])))\"" : ""
        let unit = check.metric.unit == "USD" ? "_usd" : ""
        lines.append(
          "tosscost_\(parts[0])\(unit){scenario=\"\(escaped(outcome.scenario))\"\(line)} "
            + value(check.candidate))
      }
    }
    for outcome in report.outcomes {
      lines.append(
        "tosscost_low_confidence_prices{scenario=\"\(escaped(outcome.scenario))\"} "
          + "\(outcome.lowConfidencePrices.count)")
    }
    return Array((lines.joined(separator: "\n") + "\n# EOF\n").utf8)
  }

  private static func value(_ value: Double) -> String {
    var bytes: [UInt8] = []
    bytes.appendDecimal(value, decimals: 6)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A label's value: three characters are escaped, and what a reader would not see is made visible.
  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
      .safeForTerminal
  }
}
