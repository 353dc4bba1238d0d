internal import Autoscaling
internal import Units

extension ServiceRun {
  /// Tasks in RUNNING: the recording's where it has them, else the modelled ones.
  var runningCount: Int {
    mutating get {
      if let recording, let recorded = recording.running?.count(at: now) { return recorded }
      return fleet.running
    }
  }

  /// Whether ECS would call the service steady.
  ///
  /// A recorded count says nothing of health: tasks that were added need the time of their checks.
  var isSteady: Bool {
    guard let counts = recording?.running else { return fleet.isSteady(desired: desired) }
    // A change was in the period of its point, by whose end it is counted: tasks that went may be
    // gone from its start on, those that came need the time of their checks after its end.
    let period = recording?.runningPeriod ?? .zero
    guard let place = counts.index(at: now + period) else {
      return configuration.initialTasks == desired
    }
    let last = counts[place]
    guard last.count == desired else { return false }
    let wasAdded = place > 0 && counts[place - 1].count < last.count
    return !wasAdded || now >= last.time + timeToHealthy
  }

  /// Schedules a look at the steady state at each change of a recorded count, and again when the
  /// tasks that it added are healthy.
  mutating func scheduleRecordedCounts(_ recording: Recording) {
    for change in recording.running ?? [] {
      let time = change.time - recording.runningPeriod
      guard time >= .start else { continue }
      schedule(.recordedCount, at: time)
      schedule(.recordedCount, at: change.time + timeToHealthy)
    }
  }

  /// The newest `count` points of `period` that ended by `horizon`, oldest first; `nil` for a missing
  /// one.
  ///
  /// A period of several recorded points slides over them, as in `MetricHistory.range`.
  func recordedRange(
    _ recorded: RecordedMetric, period: SimDuration, statistic: MetricStatistic, horizon: SimTime,
    count: Int
  ) -> [Double?] {
    let newest = recorded.newest(by: horizon)
    let width = recorded.width(of: period)
    if width == 1 { return (newest - count + 1...newest).map { recordedPoint(recorded, $0) } }
    return (0..<count).map { place in
      let last = newest - (count - 1 - place) * width
      let values = (last - width + 1...last).compactMap { recordedPoint(recorded, $0) }
      return values.isEmpty ? nil : statistic.value(of: values)
    }
  }

  private func recordedPoint(_ recorded: RecordedMetric, _ index: Int) -> Double? {
    guard let recording, recorded.values.indices.contains(index),
      let value = recorded.values[index]
    else { return nil }
    let scaled = scaled(value, recording, over: recorded.interval(index))
    // A share has its limit at 100 unless the recording itself exceeds it, as on EC2 instances.
    return recorded.identity.metric.isPercent ? scaled.map { min(max(100, value), $0) } : scaled
  }

  /// The newest recorded point of the CPU in percent of what pods request, which may exceed 100.
  func recordedCPU(_ recording: Recording, at time: SimTime) -> Double? {
    guard let recorded = recording.metric(MetricIdentity(.cpu)) else { return nil }
    let newest = recorded.newest(by: time)
    guard recorded.values.indices.contains(newest), let value = recorded.values[newest] else {
      return nil
    }
    return scaled(value, recording, over: recorded.interval(newest))
  }

  /// The value had the modelled count served the recorded load: proportional to recorded over
  /// modelled count.
  private func scaled(
    _ value: Double, _ recording: Recording, over interval: Range<SimTime>
  ) -> Double? {
    guard let recorded = recording.recordedCounts?.mean(over: interval) else { return value }
    guard let modelled = runningChanges.mean(over: interval), modelled > 0 else { return nil }
    return value * recorded / modelled
  }

  mutating func noteEvaluation(of alarm: AlarmMonitor, _ evaluation: AlarmEvaluation) {
    evaluations.append(
      AlarmEvaluationRecord(
        time: now, alarm: alarm.name, from: alarm.state, to: evaluation.state,
        reason: alarm.configuration.stateReason(evaluation),
        newestPointStart: newestPointStart(of: alarm)))
  }

  /// Evaluates an alarm no more once it has seen the last point: nobody knows what came after.
  mutating func stopAtEnd(of alarm: AlarmMonitor, _ index: Int) {
    guard let recorded = recording?.metric(alarm.configuration.identity) else { return }
    let lag = configuration.metrics.lag(of: alarm.configuration)
    if recorded.newest(by: alarm.horizon(at: now, lag: lag)) >= recorded.count - 1 {
      recurring.stop(RecurringEvents.alarms + index)
    }
  }

  /// Start of the newest point that the alarm looks at now.
  private func newestPointStart(of alarm: AlarmMonitor) -> SimTime? {
    let configured = alarm.configuration
    guard let recorded = recording?.metric(configured.identity) else { return nil }
    let horizon = alarm.horizon(at: now, lag: configuration.metrics.lag(of: configured))
    let first = recorded.newest(by: horizon) + 1 - recorded.width(of: configured.period)
    return recorded.interval(first).lowerBound
  }
}
