internal import Autoscaling
internal import Ledger
internal import Units

/// The predictive policies of a service, and what they learn from.
struct PredictiveScaler {
  private var predictions: [Prediction]
  private let forecaster: any LoadForecaster
  private let calendar: LedgerCalendar
  /// From an hour's end until its last points have been published.
  private let publicationDelay: SimDuration
  /// Tasks whose processes run, and targets that take requests, over time.
  private var tasks: [CountChange] = []
  private var targets: [CountChange] = []

  enum Event: BitwiseCopyable {
    /// All policies forecast anew.
    case refresh
    /// A policy acts on the forecast of an hour of the ledger, by its place among them.
    case due(policy: Int32, hour: Int32)
  }

  /// The service as a policy sees it.
  struct View {
    let now: SimTime
    let running: Int
    let requested: Int
    let minTasks: Int
    let maxTasks: Int
    let isScaleOutSuspended: Bool
  }

  /// - Returns: `nil` for a service without such a policy, or without a source of forecasts.
  init?(
    _ configuration: ServiceConfiguration, calendar: LedgerCalendar, source: ForecastSource?
  ) {
    let policies = configuration.policies.compactMap { $0 as? PredictiveScaling }
    guard let source, !policies.isEmpty else { return nil }
    forecaster = source.forecaster
    self.calendar = calendar
    let lags = policies.map { configuration.metrics.lag(of: $0.metric) }
    publicationDelay = (lags.max() ?? .zero) + .minutes(1)
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

  var count: Int { predictions.count }

  /// Keeps the counts that turn averages over tasks into totals.
  mutating func note(tasks count: Int, targets healthy: Int, at now: SimTime) {
    tasks.append(CountChange(time: now, count: count))
    targets.append(CountChange(time: now, count: healthy))
  }

  // MARK: Forecasts

  /// Takes in the hours that have ended and forecasts anew, every six hours.
  ///
  /// It comes a while after the hour: when the hour's last points have been published.
  ///
  /// - Parameters: as of `observeHours`.
  /// - Returns: when it does so next.
  mutating func refresh(
    at now: SimTime, recorded: [CountChange]?, point: (ScalingMetric, _ minute: Int) -> Double?
  ) -> [ControlAction] {
    let current = calendar.hourIndex(of: now)
    observeHours(until: current, recorded: recorded, point: point)
    for index in predictions.indices {
      let history = predictions[index].history
      guard predictions[index].hasEnoughHistory,
        let forecast = forecaster.forecast(
          history, from: calendar.startOfHour(current - history.count),
          hours: PredictiveScaling.horizonHours)
      else { continue }
      predictions[index].take(forecast)
    }
    let next = current + PredictiveScaling.refreshHours
    guard next < calendar.hourCount else { return [] }
    return [.schedule(.forecast(.refresh), at: time(ofHour: next) + publicationDelay)]
  }

  /// - Parameters:
  ///   - recorded: the running count over time, where it was recorded.
  ///   - point: a minute's point of a metric.
  private mutating func observeHours(
    until end: Int, recorded: [CountChange]?, point: (ScalingMetric, _ minute: Int) -> Double?
  ) {
    for index in predictions.indices {
      let metric = predictions[index].policy.metric
      let modelled = metric == .requestCountPerTarget ? targets : tasks
      for hour in predictions[index].observed.count..<max(end, predictions[index].observed.count) {
        predictions[index].observe(
          measuredLoad(hour: hour, counts: recorded ?? modelled) { point(metric, $0) })
      }
    }
  }

  /// When a clock hour of the ledger begins; before the start for a partial first hour.
  private func time(ofHour hour: Int) -> SimTime {
    .start + .seconds(calendar.startOfHour(hour).seconds(since: calendar.period.start))
  }

  /// The mean over an hour of a metric's total over all tasks.
  ///
  /// - Returns: `nil` for an hour that the run covers in part, or without a point.
  private func measuredLoad(
    hour: Int, counts: [CountChange], point: (_ minute: Int) -> Double?
  ) -> Double? {
    guard calendar.milliseconds(inHour: hour) == 3_600_000 else { return nil }
    let first = Int(time(ofHour: hour).minuteIndex)
    var sum = 0.0
    var points = 0
    for minute in first..<first + 60 {
      let from = SimTime.minute(Int64(minute))
      guard let value = point(minute), let count = counts.mean(over: from..<from + .minutes(1))
      else { continue }
      sum += value * count
      points += 1
    }
    return points > 0 ? sum / Double(points) : nil
  }

  // MARK: Decisions

  /// The next hour's turn of a policy.
  func nextTurn(of index: Int, after hour: Int, at now: SimTime) -> [ControlAction] {
    let next = hour + 1
    guard next < calendar.hourCount else { return [] }
    return [
      .schedule(
        .forecast(.due(policy: Int32(index), hour: Int32(next))),
        at: max(now, time(ofHour: next) - predictions[index].policy.schedulingBufferTime))
    ]
  }

  /// Scales out to what an hour is forecast to need.
  func act(_ index: Int, hour: Int, _ view: View) -> [ControlAction] {
    let prediction = predictions[index]
    let policy = prediction.policy
    let raised = raisedMaximum(prediction, hour: hour, view)
    var actions: [ControlAction] = []
    if let raised {
      let cause =
        "maximum capacity was set to \(raised) by predictive scaling policy \(policy.name)"
      actions = [.raiseMaximum(raised), .note(by: policy.name, cause: cause)]
    }
    let observation = ScalingObservation(
      alarm: 0, window: [], running: view.running, desired: view.requested,
      minCapacity: view.minTasks, maxCapacity: raised ?? view.maxTasks,
      predictedLoad: prediction.predicted[hour])
    var decision = policy.decide(observation)
    if case .setDesired = decision, view.isScaleOutSuspended {
      decision = .none(.scalingSuspended)
    }
    let load = observation.predictedLoad ?? 0
    let cause =
      "predictive scaling policy \(policy.name) forecast a capacity of"
      + " \(policy.capacity(forLoad: load)) at \(calendar.startOfHour(hour))"
    switch decision {
    case .setDesired(let target):
      let step = ScalingStep(
        target: target, author: policy.name, cause: cause, cooldown: .zero,
        arithmetic: policy.arithmetic(observation))
      return actions + [.begin(step)]
    case .none(.alreadyAtDesiredCapacity): return actions
    case .none(.insufficientHistory):
      // Once, not every hour: until a forecast comes the answer stays the same.
      return hour == 0 ? actions + [lackOfHistory(policy)] : actions
    case .none(let reason):
      return actions + [.refuse(by: policy.name, cause: cause, reason: reason)]
    }
  }

  /// The maximum that a forecast raises the scalable target's to; `nil` where it stays.
  private func raisedMaximum(_ prediction: Prediction, hour: Int, _ view: View) -> Int? {
    guard let capacity = prediction.capacity(inHour: hour) else { return nil }
    let policy = prediction.policy
    let most = policy.maxCapacity(forecast: capacity, present: view.maxTasks)
    return policy.mode == .forecastAndScale && most > view.maxTasks ? most : nil
  }

  private func lackOfHistory(_ policy: PredictiveScaling) -> ControlAction {
    .refuse(
      by: policy.name,
      cause: "predictive scaling policy \(policy.name) needs"
        + " \(PredictiveScaling.leastHistoryHours) hours of history",
      reason: .insufficientHistory)
  }

  /// A scale-in by another policy, held up where a forecast in force asks for more.
  ///
  /// From the buffer before an hour on, that hour's forecast is in force beside the present one's.
  func holding(
    _ decision: ScalingDecision, requested: Int, maxTasks: Int, at now: SimTime
  ) -> ScalingDecision {
    let hour = calendar.hourIndex(of: now)
    var floor = 0
    for prediction in predictions where prediction.policy.mode == .forecastAndScale {
      floor = max(floor, prediction.capacity(inHour: hour) ?? 0)
      if now >= time(ofHour: hour + 1) - prediction.policy.schedulingBufferTime {
        floor = max(floor, prediction.capacity(inHour: hour + 1) ?? 0)
      }
    }
    return decision.keeping(atLeast: min(floor, maxTasks), desired: requested)
  }

  /// What the policies did, once the run has ended.
  ///
  /// - Parameters: as of `observeHours`.
  mutating func outcomes(
    recorded: [CountChange]?, point: (ScalingMetric, _ minute: Int) -> Double?
  ) -> [PredictiveOutcome] {
    observeHours(until: calendar.hourCount, recorded: recorded, point: point)
    return predictions.map { prediction in
      PredictiveOutcome(
        policy: prediction.policy.name, mode: prediction.policy.mode,
        forecasts: prediction.forecasts, hours: prediction.predicted.count { $0 != nil },
        greatestCapacity: prediction.predicted.indices.compactMap(prediction.capacity).max() ?? 0,
        relativeError: prediction.relativeError)
    }
  }
}
