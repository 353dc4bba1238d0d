package import Units

/// Step scaling: the user's own alarm, and adjustments by how far the metric is from its threshold.
///
/// Source: Application Auto Scaling user guide, "Step scaling policies" (aws-autoscaling reference
/// section 3). Steps must satisfy `StepAdjustment.problems(in:)`.
package struct StepScaling: ScalingPolicy {
  package static let key = "step_scaling"

  package static var example: Self {
    StepScaling(
      alarm: AlarmConfiguration(
        name: "cpu-high", metric: .cpu, comparison: .greaterThanThreshold, threshold: 70,
        evaluationPeriods: 1, datapointsToAlarm: 1, treatMissingData: .missing),
      adjustmentType: .changeInCapacity,
      steps: [StepAdjustment(lowerBound: 0, upperBound: nil, adjustment: 1)])
  }

  package var alarm: AlarmConfiguration
  package var adjustmentType: AdjustmentType
  package var steps: [StepAdjustment]
  /// The fewest tasks that a percentage moves, unless it is zero; `nil` for no such limit.
  package var minAdjustmentMagnitude: Int?
  package var aggregation = MetricAggregation.average
  package var cooldown: SimDuration = .seconds(300)

  package init(
    alarm: AlarmConfiguration, adjustmentType: AdjustmentType, steps: [StepAdjustment]
  ) {
    self.alarm = alarm
    self.adjustmentType = adjustmentType
    self.steps = steps
  }

  package var name: String { "\(alarm.name)-step-scaling" }
  package var alarms: [AlarmConfiguration] { [alarm] }
  package var scaleOutCooldown: SimDuration { cooldown }
  package var scaleInCooldown: SimDuration { cooldown }

  package func decide(_ observation: ScalingObservation) -> ScalingDecision {
    guard let value = aggregation.value(of: observation.window),
      let step = step(at: distance(of: value))
    else { return .none(.alreadyAtDesiredCapacity) }
    let running = observation.running
    let wanted = capacity(after: step, from: running)
    if wanted > running {
      // Within a scale-out's cooldown a step adds only what the earlier one did not.
      return observation.scaleOut(to: capacity(after: step, from: observation.scaleOutCapacity))
    }
    return wanted < running
      ? scaleIn(observation, to: wanted) : .none(.alreadyAtDesiredCapacity)
  }

  /// From the threshold, to the ninth decimal: 70.1 - 50.1 is to be 20, though it is not in binary.
  private func distance(of value: Double) -> Double {
    let exact = value - alarm.threshold
    let rounded = (exact * 1e9).rounded() / 1e9
    return abs(exact) < 1e6 ? rounded : exact
  }

  /// The step for a distance from the threshold; at the threshold itself, where one may end and
  /// another begin, the one on the alarm's side.
  private func step(at distance: Double) -> StepAdjustment? {
    let found = steps.filter { $0.contains(distance) }
    let isHigh = alarm.comparison.isHigh
    return found.first { isHigh ? $0.lowerBound == 0 : $0.upperBound == 0 } ?? found.first
  }

  package func arithmetic(_ observation: ScalingObservation) -> String {
    guard let value = aggregation.value(of: observation.window) else { return "" }
    let distance = distance(of: value)
    let from = "\(value.shortText) - \(alarm.threshold.shortText) = \(distance.shortText)"
    guard let step = step(at: distance) else {
      return "\(from): in no step"
    }
    let isOut = capacity(after: step, from: observation.running) > observation.running
    if !isOut, let text = observation.returnToMaxText { return text }
    let base = isOut ? observation.scaleOutCapacity : observation.running
    let wanted = capacity(after: step, from: base)
    return "\(from): step \(adjustmentText(step)) on \(base) = \(wanted)"
  }

  private func adjustmentText(_ step: StepAdjustment) -> String {
    let sign = step.adjustment > 0 ? "+" : ""
    return switch adjustmentType {
    case .changeInCapacity: "\(sign)\(step.adjustment)"
    case .exactCapacity: "exactly \(step.adjustment)"
    case .percentChangeInCapacity: "\(sign)\(step.adjustment) %"
    }
  }

  /// A step in knows neither the flapping check nor the agreement of target tracking.
  ///
  /// From above the maximum it returns there first, from below the minimum it does nothing
  /// (aws-autoscaling reference section 1); what blocks a scale-in blocks both ways in.
  private func scaleIn(_ observation: ScalingObservation, to wanted: Int) -> ScalingDecision {
    var bounded = observation.maxCapacity
    if observation.desired <= observation.maxCapacity {
      if observation.desired < observation.minCapacity
        || observation.running <= observation.minCapacity
      {
        return .none(.alreadyAtMinCapacity)
      }
      bounded = max(wanted, observation.minCapacity)
      if bounded >= observation.desired { return .none(.alreadyAtDesiredCapacity) }
    }
    if observation.isScaleInCoolingDown { return .none(.scaleInCooldown) }
    if observation.isDeploymentInProgress { return .none(.targetServicePutResourceAsUnscalable) }
    return .setDesired(bounded)
  }

  /// The capacity that `step` makes of `base`, before the bounds of the service; not negative.
  package func capacity(after step: StepAdjustment, from base: Int) -> Int {
    switch adjustmentType {
    case .changeInCapacity: max(0, base + step.adjustment)
    case .exactCapacity: max(0, step.adjustment)
    case .percentChangeInCapacity: max(0, base + percentChange(step.adjustment, of: base))
    }
  }

  /// A percentage in whole tasks: towards zero, but never to zero unless it is zero.
  package func percentChange(_ percent: Int, of base: Int) -> Int {
    let exact = Double(percent) * Double(base) / 100
    if exact == 0 { return 0 }
    let whole = Int(min(exact.magnitude.rounded(.down), 1e9))
    let magnitude = max(1, whole, minAdjustmentMagnitude ?? 1)
    return exact < 0 ? -magnitude : magnitude
  }
}
