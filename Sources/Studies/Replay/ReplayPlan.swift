internal import Autoscaling
internal import Ledger
internal import Scenarios
package import Simulation
package import Units
internal import Workload

/// A recording and a policy that are ready to be replayed: both read and checked.
package struct ReplayPlan: Sendable {
  package let metricsPath: String
  package let policyPath: String
  package let service: ServiceConfiguration
  package let recording: Recording
  package let period: Period
  package let seed: UInt64

  /// How a recorded metric meets a count that the replay models.
  package enum Model: String, Sendable, CaseIterable {
    /// Points are taken as they were recorded, whatever the count.
    case recorded
    /// Points are scaled by recorded over modelled count.
    case proportional
  }

  /// Reads the files of a replay.
  ///
  /// - Parameters:
  ///   - runningPath: recorded running counts. With the model `recorded` they replace the modelled
  ///     count; with `proportional` they are what the metric was recorded under, as is the policy's
  ///     `initial` where there are none.
  /// - Throws: `InputError`; the problems of all files together where several are invalid.
  package init(
    metricsPath: String, policyPath: String, runningPath: String?, model: Model, seed: UInt64
  ) throws(InputError) {
    var inputs = InputCollector()
    let policy = inputs.read { () throws(InputError) in try ReplayPolicy.load(path: policyPath) }
    let metrics = inputs.read { () throws(InputError) in
      try MetricFile.load(
        path: metricsPath, columns: MetricColumns.selection(for: policy?.service))
    }
    var counts: RunningFile?
    if let runningPath {
      counts = inputs.read { () throws(InputError) in try RunningFile.load(path: runningPath) }
    }
    guard let policy, let metrics, inputs.isClean else { throw inputs.error }
    var service = policy.service
    if !policy.statesInitial, let first = counts?.desired?.first ?? counts?.running.first {
      service.initialTasks = first.count
    }

    let watched = WatchedMetrics(service: service, file: metrics)
    guard watched.problems.isEmpty, let span = watched.span else {
      throw .invalid(watched.problems)
    }
    let past = policy.problems(from: span.start)
    guard past.isEmpty else { throw .invalid(past) }
    self.metricsPath = metricsPath
    self.policyPath = policyPath
    period = span
    self.seed = seed
    func time(_ instant: UTCTime) -> SimTime {
      .start + .seconds(instant.seconds(since: span.start))
    }
    if let created = policy.alarmsCreated { service.alarmsCreated = max(.start, time(created)) }
    func changes(_ counts: [RunningFile.Count]?, after seconds: Int64 = 0) -> [CountChange]? {
      counts?.map { CountChange(time: time($0.time) + .seconds(seconds), count: $0.count) }
    }
    let delay = counts?.period ?? 0
    let recorded =
      changes(counts?.running) ?? [CountChange(time: .start, count: service.initialTasks)]
    recording = Recording(
      metrics: watched.series(from: span.start),
      running: model == .recorded ? changes(counts?.running, after: delay) : nil,
      desired: model == .recorded ? changes(counts?.desired, after: delay) : nil,
      recordedCounts: model == .proportional ? recorded : nil, runningPeriod: .seconds(delay))
    self.service = service
  }

  /// Alarms and policies over the recording.
  ///
  /// - Complexity: O(minutes × alarms × evaluation range).
  package func run() -> ReplayOutcome {
    ServiceReplay.run(
      configuration: service, recording: recording, calendar: LedgerCalendar(period: period),
      seed: seed,
      forecasts: service.isPredictive
        ? ForecastSource(forecaster: HourlyForecaster(), requests: []) : nil)
  }
}
