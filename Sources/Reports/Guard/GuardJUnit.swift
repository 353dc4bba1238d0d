package import Studies

/// A guard's report as JUnit XML: a suite a scenario, a case a check.
package enum GuardJUnit {
  /// - Parameter isStrict: an undecided check is a failure.
  package static func bytes(_ report: GuardReport, isStrict: Bool) -> [UInt8] {
    let suites = report.outcomes.map { suite($0, isStrict: isStrict) }
    let (tests, failures, skipped) = counts(report.outcomes.flatMap(\.checks), isStrict)
    let text: Markup = """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="tosscost guard" tests="\(tests)" failures="\(failures)" errors="0" \
      skipped="\(skipped)">
      \(suites)</testsuites>

      """
    return Array(text.text.utf8)
  }

  private static func isFailure(_ check: GuardCheck, _ isStrict: Bool) -> Bool {
    check.level == .deny
      && (check.verdict == .regression || (isStrict && check.verdict == .inconclusive))
  }

  private static func counts(
    _ checks: [GuardCheck], _ isStrict: Bool
  ) -> (tests: Int, failures: Int, skipped: Int) {
    let failures = checks.filter { isFailure($0, isStrict) }.count
    let skipped = checks.filter { $0.verdict == .inconclusive && !isFailure($0, isStrict) }.count
    return (checks.count, failures, skipped)
  }

  private static func suite(_ outcome: GuardOutcome, isStrict: Bool) -> Markup {
    let cases = outcome.checks.map { testCase($0, outcome, isStrict: isStrict) }
    let (tests, failures, skipped) = counts(outcome.checks, isStrict)
    let causes = GuardWords.causes(outcome).map { "\($0)\n" as Markup }
    return """
      <testsuite name="\(outcome.scenario)" tests="\(tests)" failures="\(failures)" errors="0" \
      skipped="\(skipped)">
      \(cases)<system-out>\(causes)</system-out>
      </testsuite>

      """
  }

  private static func testCase(
    _ check: GuardCheck, _ outcome: GuardOutcome, isStrict: Bool
  ) -> Markup {
    let sentence = GuardWords.sentence(check)
    let body: Markup
    if isFailure(check, isStrict) {
      body = """
        <failure type="\(check.verdict.rawValue)" message="\(sentence)">\(sentence)</failure>
        """
    } else if check.verdict == .inconclusive {
      body = "<skipped message=\"\(sentence)\"/>"
    } else {
      body = "<system-out>\(sentence)</system-out>"
    }
    return """
      <testcase classname="\(outcome.scenario)" name="\(check.id)">\(body)</testcase>

      """
  }
}
