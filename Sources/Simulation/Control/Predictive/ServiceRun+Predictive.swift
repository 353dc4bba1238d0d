internal import Autoscaling
internal import Ledger
internal import Units

/// The predictive policies of a service and what they learn from; absent where it has none.
struct PredictiveScalingRun {
  var predictions: [Prediction]
  let forecaster: any LoadForecaster
  /// Tasks whose processes run, and targets that take requests, over time.
  var tasks: [CountChange] = []
  var targets: [CountChange] = []

  /// - Returns: `nil` for a service without such a policy, or without a source of forecasts.
  init?(_ configuration: ServiceConfiguration, calendar: LedgerCalendar, source: ForecastSource?) {
    let policies = configuration.policies.compactMap { $0 as? PredictiveScaling }
    guard let source, !policies.isEmpty else { return nil }
    forecaster = source.forecaster
    predictions = policies.map { policy in
      Prediction(
        policy: policy,
        before: source.requests.map { requests in
          requests.flatMap {
            configuration.expectedLoad(
              of: policy.metric, requests: $0 * configuration.share, target: policy.target)
          }
        }, hours: calendar.hourCount)
    }
  }
}

extension ServiceRun {
  /// Forecasts from what was before the run, and schedules what recurs.
  mutating func startPredictions() {
    guard let count = predictive?.predictions.count else { return }
    noteFleet()
    refreshForecasts()
    for index in 0..<count { actOnForecast(index, hour: 0) }
  }

  /// Keeps the counts that turn averages over tasks into totals.
  mutating func noteFleet() {
    guard predictive != nil else { return }
    let serving = fleet.tasks.count { $0.phase != .starting }
    let healthy = fleet.healthy
    predictive?.tasks.append(CountChange(time: now, count: serving))
    // With no healthy target the load balancer uses every registered one.
    predictive?.targets.append(
      CountChange(time: now, count: healthy > 0 ? healthy : fleet.running))
  }

  /// Takes in the hours that have ended and forecasts anew, every six hours.
  ///
  /// It comes a while after the hour: when the hour's last points have been published.
  mutating func refreshForecasts() {
    let current = calendar.hourIndex(of: now)
    observeHours(until: current)
    guard var predictive else { return }
    for index in predictive.predictions.indices {
      let prediction = predictive.predictions[index]
      let history = prediction.history
      guard prediction.hasEnoughHistory,
        let forecast = predictive.forecaster.forecast(
          history, from: calendar.startOfHour(current - history.count),
          hours: PredictiveScaling.horizonHours)
      else { continue }
      predictive.predictions[index].take(forecast)
    }
    self.predictive = predictive
    let next = current + PredictiveScaling.refreshHours
    guard next < calendar.hourCount else { return }
    schedule(.forecastRefresh, at: time(ofHour: next) + publicationDelay)
  }

  private mutating func observeHours(until end: Int) {
    guard var predictive else { return }
    for index in predictive.predictions.indices {
      let metric = predictive.predictions[index].policy.metric
      for hour in predictive.predictions[index].observed.count..<end {
        predictive.predictions[index].observe(measuredLoad(metric, hour: hour, predictive))
      }
    }
    self.predictive = predictive
  }

  private var publicationDelay: SimDuration {
    let lags = predictive?.predictions.map { configuration.metrics.lag(of: $0.policy.metric) }
    return (lags?.max() ?? .zero) + .minutes(1)
  }

  /// When a clock hour of the ledger begins; before the start for a partial first hour.
  private func time(ofHour hour: Int) -> SimTime {
    .start + .seconds(calendar.startOfHour(hour).seconds(since: calendar.period.start))
  }

  /// The mean over an hour of a metric's total over all tasks.
  ///
  /// - Returns: `nil` for an hour that the run covers in part, or without a point.
  private func measuredLoad(
    _ metric: ScalingMetric, hour: Int, _ predictive: PredictiveScalingRun
  ) -> Double? {
    guard calendar.milliseconds(inHour: hour) == 3_600_000 else { return nil }
    let modelled = metric == .requestCountPerTarget ? predictive.targets : predictive.tasks
    let counts = recording?.running ?? modelled
    let first = Int(time(ofHour: hour).minuteIndex)
    var sum = 0.0
    var points = 0
    for minute in first..<first + 60 {
      let from = SimTime.minute(Int64(minute))
      guard let value = point(of: metric, minute: minute),
        let count = counts.mean(over: from..<from + .minutes(1))
      else { continue }
      sum += value * count
      points += 1
    }
    return points > 0 ? sum / Double(points) : nil
  }

  /// A minute's point, of the recording where there is one.
  private func point(of metric: ScalingMetric, minute: Int) -> Double? {
    guard let recording else { return history.value(of: metric, index: minute) }
    guard let recorded = recording.metric(MetricIdentity(metric)) else { return nil }
    let end = SimTime.minute(Int64(minute) + 1)
    return recordedRange(
      recorded, period: .minutes(1), statistic: metric.statistic, horizon: end,
      count: 1)[0]
  }

  /// Scales out to what an hour is forecast to need, and schedules the next hour's turn.
  mutating func actOnForecast(_ index: Int, hour: Int) {
    guard let prediction = predictive?.predictions[index] else { return }
    let next = hour + 1
    if next < calendar.hourCount {
      schedule(
        .forecastDue(policy: Int32(index), hour: Int32(next)),
        at: max(now, time(ofHour: next) - prediction.policy.schedulingBufferTime))
    }
    let policy = prediction.policy
    let hourText = calendar.startOfHour(hour).description
    if let capacity = prediction.capacity(inHour: hour) { raiseMaximum(policy, for: capacity) }
    let observation = ScalingObservation(
      alarm: 0, window: [], running: runningCount, desired: scaling.requested,
      minCapacity: minTasks, maxCapacity: maxTasks, predictedLoad: prediction.predicted[hour])
    var decision = policy.decide(observation)
    if case .setDesired = decision, isSuspended(.dynamicScalingOut) {
      decision = .none(.scalingSuspended)
    }
    switch decision {
    case .setDesired(let target):
      begin(
        target, by: policy.name,
        cause: "predictive scaling policy \(policy.name) forecast a capacity of"
          + " \(policy.capacity(forLoad: observation.predictedLoad ?? 0)) at \(hourText)",
        cooldown: .zero, at: now, arithmetic: policy.arithmetic(observation))
    case .none(.alreadyAtDesiredCapacity):
      break
    case .none(.insufficientHistory):
      // Once, not every hour: until a forecast comes the answer stays the same.
      guard hour == 0 else { return }
      log.note(
        by: policy.name,
        cause: "predictive scaling policy \(policy.name) needs"
          + " \(PredictiveScaling.leastHistoryHours) hours of history",
        desired: scaling.requested, reason: .insufficientHistory, at: now)
    case .none(let reason):
      log.note(
        by: policy.name,
        cause: "predictive scaling policy \(policy.name) forecast a capacity of"
          + " \(policy.capacity(forLoad: observation.predictedLoad ?? 0)) at \(hourText)",
        desired: scaling.requested, reason: reason, at: now)
    }
  }

  private mutating func raiseMaximum(_ policy: PredictiveScaling, for capacity: Int) {
    let most = policy.maxCapacity(forecast: capacity, present: maxTasks)
    guard policy.mode == .forecastAndScale, most > maxTasks else { return }
    maxTasks = most
    log.note(
      by: policy.name,
      cause: "maximum capacity was set to \(most) by predictive scaling policy \(policy.name)",
      desired: scaling.requested, status: .successful, at: now)
  }

  /// A scale-in by another policy, held up where a forecast in force asks for more.
  ///
  /// From the buffer before an hour on, that hour's forecast is in force beside the present one's.
  func heldByForecast(_ decision: ScalingDecision) -> ScalingDecision {
    guard let predictive else { return decision }
    let hour = calendar.hourIndex(of: now)
    var floor = 0
    for prediction in predictive.predictions where prediction.policy.mode == .forecastAndScale {
      floor = max(floor, prediction.capacity(inHour: hour) ?? 0)
      if now >= time(ofHour: hour + 1) - prediction.policy.schedulingBufferTime {
        floor = max(floor, prediction.capacity(inHour: hour + 1) ?? 0)
      }
    }
    return decision.keeping(atLeast: min(floor, maxTasks), desired: scaling.requested)
  }

  /// What the predictive policies did, once the run has ended.
  mutating func predictiveOutcomes() -> [PredictiveOutcome] {
    observeHours(until: calendar.hourCount)
    return (predictive?.predictions ?? []).map { prediction in
      PredictiveOutcome(
        policy: prediction.policy.name, mode: prediction.policy.mode,
        forecasts: prediction.forecasts, hours: prediction.predicted.count { $0 != nil },
        greatestCapacity: prediction.predicted.indices.compactMap(prediction.capacity).max() ?? 0,
        relativeError: prediction.relativeError)
    }
  }
}
