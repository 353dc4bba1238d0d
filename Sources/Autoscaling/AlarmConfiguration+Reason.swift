extension AlarmConfiguration {
  /// What an evaluation saw, as CloudWatch's `StateReason` says it:
  /// `3 of 3 points > 50: 50.7, 50.42, 51.03`.
  package func stateReason(_ evaluation: AlarmEvaluation) -> String {
    let window = evaluation.window
    let missing = evaluationPeriods - window.count - evaluation.unknown
    if window.isEmpty {
      return evaluation.unknown > 0
        ? "no point yet, and those before the start are not known"
        : "no points in the last \(evaluationRange)"
    }
    let breaching = window.count(where: isBreaching)
    var text =
      "\(breaching) of \(window.count) \(window.count == 1 ? "point" : "points")"
      + " \(comparison.symbol) \(threshold.shortText): \(Self.listed(window))"
    if evaluation.unknown > 0 {
      text += "; \(evaluation.unknown) of \(evaluationPeriods) before the start"
    }
    if missing > 0 { text += "; \(missing) of \(evaluationPeriods) missing" }
    if !evaluation.isDetermined { text += ", so the state stays" }
    if datapointsToAlarm < evaluationPeriods { text += "; \(datapointsToAlarm) raise the alarm" }
    return text
  }

  /// Up to five values in full, more as their range and the newest.
  private static func listed(_ window: [Double]) -> String {
    guard window.count > 5, let least = window.min(), let most = window.max(),
      let newest = window.last
    else { return window.map(\.shortText).joined(separator: ", ") }
    return "\(least.shortText) to \(most.shortText), newest \(newest.shortText)"
  }
}

extension AlarmConfiguration.Comparison {
  package var symbol: String {
    switch self {
    case .greaterThanThreshold: ">"
    case .greaterThanOrEqualToThreshold: ">="
    case .lessThanThreshold: "<"
    case .lessThanOrEqualToThreshold: "<="
    }
  }
}
