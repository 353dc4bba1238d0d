package import Units

/// Predictive scaling: capacity for the load that is forecast for the coming hour.
///
/// It only scales out, to `ceil(load / target)` tasks shortly before the hour begins; dynamic
/// policies run beside it, may go further, and take tasks away again (aws-autoscaling reference
/// section 4.2; API reference of Application Auto Scaling, `PredictiveScalingPolicyConfiguration`).
package struct PredictiveScaling: ScalingPolicy, Hashable {
  package static let key = "predictive"
  package static var example: Self { PredictiveScaling(metric: .cpu, target: 70) }

  /// Raw values are AWS's own.
  package enum Mode: String, Sendable, CaseIterable {
    case forecastOnly = "ForecastOnly"
    case forecastAndScale = "ForecastAndScale"
  }

  /// What happens when the forecast asks for more than the maximum; raw values are AWS's own.
  package enum MaxCapacityBreachBehavior: String, Sendable, CaseIterable {
    case honorMaxCapacity = "HonorMaxCapacity"
    case increaseMaxCapacity = "IncreaseMaxCapacity"
  }

  /// Hours of history that a forecast needs, and that it uses at most.
  package static let leastHistoryHours = 24
  package static let mostHistoryHours = 14 * 24
  /// Hours ahead that are forecast, and hours from one forecast to the next.
  package static let horizonHours = 48
  package static let refreshHours = 6

  /// The scaling metric of the pair; the load metric is its total over all tasks.
  package var metric: ScalingMetric
  /// Per task: percent for CPU and memory, requests per target and minute for request counts.
  package var target: Double
  package var mode = Mode.forecastOnly
  /// How long before the hour the tasks are asked for.
  package var schedulingBufferTime: SimDuration = .seconds(300)
  package var maxCapacityBreachBehavior = MaxCapacityBreachBehavior.honorMaxCapacity
  /// Percent of the forecast capacity; counts with `increaseMaxCapacity` only.
  package var maxCapacityBuffer = 0

  package init(metric: ScalingMetric, target: Double) {
    self.metric = metric
    self.target = target
  }

  package var name: String { "\(metric.rawValue)-predictive-scaling" }
  package var alarms: [AlarmConfiguration] { [] }
  /// Forecasts pay no heed to cooldowns and start none.
  package var scaleOutCooldown: SimDuration { .zero }
  package var scaleInCooldown: SimDuration { .zero }

  /// The tasks that hold the target under a total load in the target's unit.
  package func capacity(forLoad load: Double) -> Int {
    Int(min((load / target).rounded(.up), 1e9))
  }

  /// The maximum that holds once `capacity` tasks are forecast.
  ///
  /// A forecast that comes within the buffer of the maximum raises it for good: AWS does not lower
  /// it again.
  package func maxCapacity(forecast capacity: Int, present: Int) -> Int {
    guard maxCapacityBreachBehavior == .increaseMaxCapacity else { return present }
    return max(present, (capacity * (100 + maxCapacityBuffer) + 99) / 100)
  }

  package func decide(_ observation: ScalingObservation) -> ScalingDecision {
    guard let load = observation.predictedLoad else { return .none(.insufficientHistory) }
    let capacity = capacity(forLoad: load)
    guard min(capacity, observation.maxCapacity) > observation.desired else {
      return .none(
        capacity > observation.desired ? .alreadyAtMaxCapacity : .alreadyAtDesiredCapacity)
    }
    if mode == .forecastOnly { return .none(.forecastOnly) }
    return observation.scaleOut(to: capacity)
  }

  package func arithmetic(_ observation: ScalingObservation) -> String {
    guard let load = observation.predictedLoad else { return "" }
    let capacity = capacity(forLoad: load)
    let text = "ceil(\(load.shortText) / \(target.shortText)) = \(capacity)"
    return capacity > observation.maxCapacity
      ? "\(text); max = \(observation.maxCapacity)" : text
  }
}
