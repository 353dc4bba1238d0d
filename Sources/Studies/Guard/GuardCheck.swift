internal import Scenarios

/// One question of a guard with its answer: whether a figure is within a limit.
package struct GuardCheck: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    /// The paired difference against the tolerance.
    case tolerance
    /// The candidate's own value against the most that it may be.
    case most
    /// The paired difference against the most that it may rise, absolutely or in percent.
    case increase
    case increasePercent = "increase_percent"
  }

  package enum Level: String, Sendable { case warn, deny }

  package enum Verdict: String, Sendable, CaseIterable {
    case pass, inconclusive, regression
  }

  package let metric: GuardMetric
  package let kind: Kind
  package let level: Level
  /// Means of baseline and candidate.
  package let baseline: Double
  package let candidate: Double
  /// What is judged, a difference or the candidate's value, with its interval after Holm's
  /// correction; `nil` with one replication.
  package let estimate: Estimate
  package let interval: ClosedRange<Double>?
  package let threshold: Double
  package let verdict: Verdict

  /// Where the limit is stated; `nil` for the defaults.
  package var file: String? { metric.limits?.place.file }
  package var line: Int? { metric.limits?.place.line }

  /// A stable identifier, such as `monthly_cost/tolerance`; warnings carry their level.
  package var id: String {
    "\(metric.name)/\(kind.rawValue)" + (level == .warn ? "/warn" : "")
  }
}

extension GuardCheck {
  /// A question before it is answered.
  private struct Question {
    let metric: GuardMetric
    let kind: Kind
    let level: Level
    let baseline: Double
    let candidate: Double
    let estimate: Estimate
    let threshold: Double
  }

  /// Answers every question that the limits ask, with Holm's correction over all of them.
  ///
  /// The interval wholly above the threshold is a regression, wholly at or below it a pass, and
  /// anything else inconclusive.
  ///
  /// - Parameters:
  ///   - baseline: samples by metric name and replication, as `candidate`.
  ///   - isPaired: sample r of both comes from the same draws.
  package static func all(
    _ metrics: [GuardMetric], confidence: Double, isPaired: Bool,
    baseline: (String) -> [Double]?, candidate: (String) -> [Double]?
  ) -> [GuardCheck] {
    let questions = metrics.flatMap { metric -> [Question] in
      guard let old = baseline(metric.name), let new = candidate(metric.name) else { return [] }
      return ask(metric, old: old, new: new, isPaired: isPaired)
    }
    let level = 1 - confidence
    let decisions = Holm.decide(
      questions.map { $0.estimate.twoSidedP(against: $0.threshold) }, level: level)
    return zip(questions, decisions).map { question, decision in
      let isExact = question.estimate.standardError == 0 && question.estimate.degreesOfFreedom > 0
      let isDecided = decision.isDecided || isExact
      let isAbove = question.estimate.mean > question.threshold
      return GuardCheck(
        metric: question.metric, kind: question.kind, level: question.level,
        baseline: question.baseline, candidate: question.candidate, estimate: question.estimate,
        interval: question.estimate.interval(alpha: decision.level),
        threshold: question.threshold,
        verdict: !isDecided ? .inconclusive : isAbove ? .regression : .pass)
    }
  }

  private static func ask(
    _ metric: GuardMetric, old: [Double], new: [Double], isPaired: Bool
  ) -> [Question] {
    let (before, after) = (Estimate(old), Estimate(new))
    let difference =
      isPaired ? Estimate(paired: new, minus: old) : Estimate(unpaired: new, minus: old)
    func question(_ kind: Kind, _ level: Level, _ estimate: Estimate, _ threshold: Double)
      -> Question
    {
      Question(
        metric: metric, kind: kind, level: level, baseline: before.mean, candidate: after.mean,
        estimate: estimate, threshold: threshold)
    }
    let tolerance = max(metric.relative * before.mean.magnitude, metric.absolute)
    var questions = [
      question(
        .tolerance, metric.limits?.warnsOnly == true ? .warn : .deny, difference, tolerance)
    ]
    guard let limits = metric.limits else { return questions }
    for (kind, levels, estimate, factor) in [
      (Kind.most, limits.most, after, 1), (.increase, limits.increase, difference, 1),
      (.increasePercent, limits.increasePercent, difference, before.mean.magnitude / 100),
    ] {
      if let warn = levels.warn { questions.append(question(kind, .warn, estimate, warn * factor)) }
      if let deny = levels.deny { questions.append(question(kind, .deny, estimate, deny * factor)) }
    }
    return questions
  }
}
