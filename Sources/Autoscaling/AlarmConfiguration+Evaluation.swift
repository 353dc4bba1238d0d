/// What one evaluation of an alarm found.
package struct AlarmEvaluation: Sendable, Hashable {
  package let state: AlarmState
  /// The real points that were compared, oldest first, at most `evaluationPeriods` of them.
  package let window: [Double]
  /// How many of the points that are not there began before the start, and may have been anything.
  package var unknown = 0
  /// Whether the state follows all the same; if not, it is the one before.
  package var isDetermined = true
}

extension AlarmConfiguration {
  /// Points that an evaluation looks at: CloudWatch fetches more than it needs, so that a few
  /// missing ones do no harm.
  ///
  /// The size is unpublished; two more than `evaluationPeriods` gives the five points of the
  /// CloudWatch guide's examples for three periods.
  package var evaluationRange: Int { evaluationPeriods + 2 }

  /// The state that follows from the newest points.
  ///
  /// Rules of the CloudWatch user guide, "Configuring how alarms treat missing data" and "Avoiding
  /// premature transitions to alarm state" (aws-autoscaling reference section 6): with enough real
  /// points the newest of them decide; otherwise as few as possible are filled in. Breaching points
  /// that are too few and too young leave the state as it was, so a young 15-of-15 alarm stays in
  /// INSUFFICIENT_DATA.
  ///
  /// - Parameters:
  ///   - points: the evaluation range, oldest first; `nil` for a missing point. Shape:
  ///     `evaluationRange`, or fewer for a metric that has not lived as long.
  ///   - previous: the state before.
  /// - Complexity: O(points).
  package func evaluate(_ points: [Double?], previous: AlarmState) -> AlarmEvaluation {
    let real = points.compactMap { $0 }
    let window = Array(real.suffix(evaluationPeriods))
    let breaching = window.count(where: isBreaching)
    let state =
      window.count == evaluationPeriods
      ? (breaching >= datapointsToAlarm ? .alarm : .ok)
      : stateWithMissing(
        points, filled: evaluationPeriods - window.count, breaching: breaching,
        ok: window.count - breaching, previous: previous)
    return AlarmEvaluation(state: state, window: window)
  }

  /// Whether one point counts towards the alarm.
  package func isBreaching(_ value: Double) -> Bool {
    switch comparison {
    case .greaterThanThreshold: value > threshold
    case .greaterThanOrEqualToThreshold: value >= threshold
    case .lessThanThreshold: value < threshold
    case .lessThanOrEqualToThreshold: value <= threshold
    }
  }

  /// The breaching value nearest to the threshold: the threshold itself, or the next number to it.
  package var nearestBreach: Double {
    switch comparison {
    case .greaterThanThreshold: threshold.nextUp
    case .lessThanThreshold: threshold.nextDown
    case .greaterThanOrEqualToThreshold, .lessThanOrEqualToThreshold: threshold
    }
  }

  /// The same where the oldest `unknown` points began before what is known of the metric.
  ///
  /// They may have been anything. The state changes only where it would whether they all breached,
  /// none did, or all were missing.
  ///
  /// - Parameter unknown: from 0 to the number of points; what is in those places is not looked at.
  package func evaluate(
    _ points: [Double?], unknown: Int, previous: AlarmState
  ) -> AlarmEvaluation {
    guard unknown > 0 else { return evaluate(points, previous: previous) }
    let newer = points.dropFirst(unknown)
    func filled(with value: Double?) -> AlarmEvaluation {
      evaluate(Array(repeating: value, count: unknown) + newer, previous: previous)
    }
    let known = filled(with: nil)
    guard known.window.count < evaluationPeriods else { return known }
    // Beyond any threshold to one side and to the other.
    let states = [Double.infinity, -.infinity].map { filled(with: $0).state }
    let isDetermined = states.allSatisfy { $0 == known.state }
    return AlarmEvaluation(
      state: isDetermined ? known.state : previous, window: known.window,
      unknown: min(unknown, evaluationPeriods - known.window.count), isDetermined: isDetermined)
  }

  private func stateWithMissing(
    _ points: [Double?], filled: Int, breaching: Int, ok: Int, previous: AlarmState
  ) -> AlarmState {
    switch treatMissingData {
    case .breaching:
      return breaching + filled >= datapointsToAlarm ? .alarm : .ok
    case .notBreaching:
      return breaching >= datapointsToAlarm ? .alarm : .ok
    case .ignore:
      if breaching >= datapointsToAlarm { return .alarm }
      return ok > 0 ? .ok : previous
    case .missing:
      if breaching >= datapointsToAlarm { return .alarm }
      if ok > 0 { return .ok }
      guard breaching > 0 else { return .insufficientData }
      return isOldestBreachOldEnough(points) ? .alarm : previous
    }
  }

  /// The premature-alarm rule, for points that are all breaching or missing: the oldest real one
  /// must be at least `datapointsToAlarm` points old, the newest point being one old.
  private func isOldestBreachOldEnough(_ points: [Double?]) -> Bool {
    guard let oldest = points.firstIndex(where: { $0 != nil }) else { return false }
    return points.count - oldest >= datapointsToAlarm
  }
}
