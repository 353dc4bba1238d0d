package import Units

/// Target tracking of ECS: keeps a metric near a target with a pair of alarms.
///
/// Capacity is proportional, `ceil(running × metric / target)`, out at once and in one task at a
/// time (aws-autoscaling reference sections 2.1 to 2.6).
package struct TargetTracking: ScalingPolicy {
  package static let key = "target_tracking"
  package static var example: Self { TargetTracking(metric: .cpu, target: 70) }

  /// `alarms[highAlarm]` asks for more, `alarms[lowAlarm]` for less.
  package static let highAlarm = 0
  package static let lowAlarm = 1

  package var metric: ScalingMetric
  /// CloudWatch's name of a custom metric, and how its points become those of a minute; or the
  /// statistic over tasks of the service's CPU or memory.
  package var metricName: String?
  package var statistic: MetricStatistic?
  /// What the metric `metricMath` is computed by; its label is then `metricName`.
  package private(set) var math: MetricMath?
  /// Percent for CPU, requests per target and minute for request counts; above zero.
  package var target: Double
  package var scaleOutCooldown: SimDuration = .seconds(300)
  package var scaleInCooldown: SimDuration = .seconds(300)
  package var disableScaleIn = false
  /// Points above the target, and below `lowFactor` × target, that raise the alarms.
  package var highPeriods = 3
  package var lowPeriods: Int
  package var lowFactor = 0.9
  package var scaleInStep = ScaleInStep.tasks(1)
  package var metricValue = MetricValue.mean
  /// Whether scale-in waits for the cooldown of a scale-out.
  ///
  /// EC2 blocks scale-in while an instance warms up; for ECS nothing is stated (aws-autoscaling
  /// reference section 2.7).
  package var scaleOutCooldownBlocksScaleIn = true
  /// Where this policy's alarms have other phases than those of the service.
  package var alarmPhases = AlarmPhases()
  /// Whole minutes that this policy's alarms look back; `nil` for the service's.
  package var metricLag: Int?
  /// Where this policy's alarms begin in other states than those of the service.
  package var alarmStates = AlarmStates()

  package init(metric: ScalingMetric, target: Double) {
    self.metric = metric
    self.target = target
    // Fifteen minutes whatever the resolution: nothing is known of AWS's own for 20 s points.
    lowPeriods = metric.isHighResolution ? 45 : 15
  }

  /// A policy with a customized metric that metric math computes.
  package init(math: MetricMath, target: Double) {
    self.init(metric: .metricMath, target: target)
    self.math = math
    metricName = math.label
  }

  package var name: String { "\(metricText)-target-tracking" }

  private var metricText: String {
    MetricIdentity(metric, name: metricName, statistic: statistic).text
  }

  package var alarms: [AlarmConfiguration] {
    [
      alarm(
        "AlarmHigh", .greaterThanThreshold, threshold: target, periods: highPeriods,
        phase: alarmPhases.high, state: alarmStates.high),
      alarm(
        "AlarmLow", .lessThanThreshold, threshold: lowThreshold, periods: lowPeriods,
        phase: alarmPhases.low, state: alarmStates.low),
    ]
  }

  /// `lowFactor` × target as a decimal: 0.9 × 42 is 37.8, and a point of 37.8 is not below it.
  private var lowThreshold: Double {
    let product = lowFactor * target
    return product < 1e6 ? (product * 1e9).rounded() / 1e9 : product
  }

  private func alarm(
    _ name: String, _ comparison: AlarmConfiguration.Comparison, threshold: Double, periods: Int,
    phase: SimDuration?, state: AlarmState?
  ) -> AlarmConfiguration {
    var alarm = AlarmConfiguration(
      name: name, metric: metric, comparison: comparison, threshold: threshold,
      evaluationPeriods: periods, datapointsToAlarm: periods, treatMissingData: .missing)
    alarm.metricName = metricName
    alarm.math = math
    if let statistic { alarm.statistic = statistic }
    alarm.phase = phase
    alarm.initialState = state
    alarm.lag = metricLag.map { .minutes(Int64($0)) }
    if metric.isHighResolution { alarm.evaluationInterval = metric.period }
    return alarm
  }

  package var agreementAlarm: Int? { disableScaleIn ? nil : Self.lowAlarm }

  /// AWS's pattern; its random last part gives way to the metric.
  package func alarmName(_ alarm: Int, service: String) -> String {
    "TargetTracking-service/\(service)-\(alarms[alarm].name)-\(metricText)"
  }

  package func decide(_ observation: ScalingObservation) -> ScalingDecision {
    guard let value = metricValue.value(of: observation.window) else {
      return .none(.alreadyAtDesiredCapacity)
    }
    return observation.alarm == Self.highAlarm
      ? scaleOut(observation, value: value) : scaleIn(observation, value: value)
  }

  private func scaleOut(_ observation: ScalingObservation, value: Double) -> ScalingDecision {
    // From zero tasks the first step is the smallest possible.
    let capacity = observation.scaleOutCapacity
    return observation.scaleOut(to: capacity == 0 ? 1 : proportional(capacity, value: value))
  }

  /// The answers keep the order of the reference's section 2.4: arithmetic first, what blocks
  /// an otherwise possible scale-in last.
  private func scaleIn(_ observation: ScalingObservation, value: Double) -> ScalingDecision {
    if disableScaleIn { return .none(.scaleInDisabled) }
    let running = observation.running
    var wanted = observation.maxCapacity
    if observation.desired <= observation.maxCapacity {
      if observation.desired < observation.minCapacity || running <= observation.minCapacity {
        return .none(.alreadyAtMinCapacity)
      }
      wanted = max(
        proportional(running, value: value), observation.minCapacity,
        scaleInStep.floor(running: running))
      if wanted >= running { return .none(.autoScalingAnticipatedFlapping) }
      if wanted >= observation.desired { return .none(.alreadyAtDesiredCapacity) }
    }
    return whatBlocksScaleIn(observation).map { .none($0) } ?? .setDesired(wanted)
  }

  private func whatBlocksScaleIn(_ observation: ScalingObservation) -> NotScaledReason? {
    if observation.isScaleInCoolingDown { return .scaleInCooldown }
    if observation.isScaleOutInProgress { return .activityInProgress }
    if observation.scaleOutBase != nil, scaleOutCooldownBlocksScaleIn { return .scaleOutCooldown }
    if observation.isDeploymentInProgress { return .targetServicePutResourceAsUnscalable }
    return observation.othersAgreeToScaleIn ? nil : .otherPolicyNotReady
  }

  /// At the maximum a high alarm, and at the minimum a low one, changes nothing; between them a low
  /// one does not where one task fewer would be too few for any of the points.
  package func standingAnswer(
    alarm: Int, running: Int, desired: Int, bounds: ClosedRange<Int>
  ) -> StandingAnswer? {
    guard bounds.contains(desired) else { return nil }
    if alarm == Self.highAlarm {
      return desired == bounds.upperBound ? StandingAnswer(.alreadyAtMaxCapacity) : nil
    }
    if disableScaleIn { return StandingAnswer(.scaleInDisabled) }
    if running <= bounds.lowerBound { return StandingAnswer(.alreadyAtMinCapacity) }
    // A little above the exact limit, since a mean of points is rounded.
    let limit = target * (Double(running - 1) / Double(running) + 1e-9)
    return StandingAnswer(.autoScalingAnticipatedFlapping, whileAtLeast: limit)
  }

  package func arithmetic(_ observation: ScalingObservation) -> String {
    guard let value = metricValue.value(of: observation.window) else { return "" }
    let isOut = observation.alarm == Self.highAlarm
    if !isOut, let text = observation.returnToMaxText { return text }
    let capacity = isOut ? observation.scaleOutCapacity : observation.running
    if isOut, capacity == 0 { return "from 0 by the smallest possible amount = 1" }
    let raw = proportional(capacity, value: value)
    var text = "ceil(\(capacity) × \(value.shortText) / \(target.shortText)) = \(raw)"
    let floor = scaleInStep.floor(running: capacity)
    if !isOut, floor > raw, floor >= observation.minCapacity {
      text += "; at most \(capacity - floor) fewer at a time = \(floor)"
    } else if raw < observation.minCapacity {
      text += "; min = \(observation.minCapacity)"
    } else if raw > observation.maxCapacity {
      text += "; max = \(observation.maxCapacity)"
    }
    return text
  }

  /// `ceil(capacity × value / target)`, bounded so that no metric can overflow the conversion.
  ///
  /// A custom metric may be below zero.
  ///
  /// A quotient that is whole in decimals, such as 25 × 43.2 / 40 = 27, may come out a few last bits
  /// above; that is no reason for one task more.
  private func proportional(_ capacity: Int, value: Double) -> Int {
    let exact = Double(capacity) * value / target
    return Int(max(-1e9, min((exact - exact.magnitude * 1e-12).rounded(.up), 1e9)))
  }
}
