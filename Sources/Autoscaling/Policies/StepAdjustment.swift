/// How a step's number changes the capacity; raw values are AWS's own.
package enum AdjustmentType: String, Sendable, CaseIterable {
  case changeInCapacity = "ChangeInCapacity"
  case exactCapacity = "ExactCapacity"
  case percentChangeInCapacity = "PercentChangeInCapacity"
}

/// One step: a range of the metric's distance from the alarm's threshold, and what to do there.
///
/// Above the threshold the lower bound belongs to the step, below it the upper one
/// (aws-autoscaling reference section 3).
package struct StepAdjustment: Sendable, Hashable {
  /// `nil` for minus infinity.
  package var lowerBound: Double?
  /// `nil` for plus infinity.
  package var upperBound: Double?
  /// Tasks, or percent of the capacity.
  package var adjustment: Int

  package init(lowerBound: Double?, upperBound: Double?, adjustment: Int) {
    self.lowerBound = lowerBound
    self.upperBound = upperBound
    self.adjustment = adjustment
  }

  /// Whether a metric at `distance` from the threshold falls into this step.
  package func contains(_ distance: Double) -> Bool {
    let lower = lowerBound ?? -.infinity
    let upper = upperBound ?? .infinity
    let fromAbove = distance >= lower && distance < upper
    let fromBelow = distance > lower && distance <= upper
    if distance > 0 { return fromAbove }
    if distance < 0 { return fromBelow }
    return fromAbove || fromBelow
  }
}
