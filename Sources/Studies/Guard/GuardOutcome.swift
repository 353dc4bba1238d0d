package import Units

/// What a guard says of one scenario.
package struct GuardOutcome: Sendable {
  package let scenario: String
  /// The scenario's file, as the command line named it.
  package let path: String
  package let checks: [GuardCheck]
  package let attribution: GuardAttribution
  package let replications: Int
  /// Means of the monthly cost.
  package let baselineMonthly: Money
  package let candidateMonthly: Money
  /// What differs between the recording and the candidate, and what could not be done.
  package let remarks: [String]
  /// Keys of the prices of low confidence that the candidate's cost rests on, ascending.
  package let lowConfidencePrices: [String]

  package init(
    scenario: String, path: String, checks: [GuardCheck], attribution: GuardAttribution,
    replications: Int, baselineMonthly: Money, candidateMonthly: Money, remarks: [String],
    lowConfidencePrices: [String] = []
  ) {
    self.scenario = scenario
    self.path = path
    self.checks = checks
    self.attribution = attribution
    self.replications = replications
    self.baselineMonthly = baselineMonthly
    self.candidateMonthly = candidateMonthly
    self.remarks = remarks
    self.lowConfidencePrices = lowConfidencePrices
  }

  package var denied: [GuardCheck] {
    checks.filter { $0.verdict == .regression && $0.level == .deny }
  }
  package var warned: [GuardCheck] {
    checks.filter { $0.verdict == .regression && $0.level == .warn }
  }
  package var undecided: [GuardCheck] {
    checks.filter { $0.verdict == .inconclusive && $0.level == .deny }
  }

  package var verdict: GuardCheck.Verdict {
    !denied.isEmpty ? .regression : !undecided.isEmpty ? .inconclusive : .pass
  }
}

/// What a guard says of all scenarios.
package struct GuardReport: Sendable {
  /// In the order of the command line.
  package let outcomes: [GuardOutcome]
  package let confidence: Double
  package let isPaired: Bool
  package let baselinePath: String

  package init(
    outcomes: [GuardOutcome], confidence: Double, isPaired: Bool, baselinePath: String
  ) {
    self.outcomes = outcomes
    self.confidence = confidence
    self.isPaired = isPaired
    self.baselinePath = baselinePath
  }

  package var verdict: GuardCheck.Verdict {
    let verdicts = outcomes.map(\.verdict)
    return verdicts.contains(.regression)
      ? .regression : verdicts.contains(.inconclusive) ? .inconclusive : .pass
  }

  /// The change of the monthly cost over all scenarios.
  package var change: Money {
    outcomes.reduce(.zero) { $0 + ($1.candidateMonthly - $1.baselineMonthly) }
  }
}
