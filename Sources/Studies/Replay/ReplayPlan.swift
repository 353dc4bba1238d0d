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
      try MetricFile.load(path: metricsPath, wanted: MetricColumns.all)
    }
    var counts: [(time: UTCTime, count: Int)] = []
    if let runningPath {
      counts =
        inputs.read { () throws(InputError) in try RunningFile.load(path: runningPath) } ?? []
    }
    guard let policy, let metrics, inputs.isClean else { throw inputs.error }
    var service = policy.service
    if !policy.statesInitial, let first = counts.first { service.initialTasks = first.count }

    let watched = WatchedMetrics(service: service, file: metrics)
    guard watched.problems.isEmpty, let span = watched.span else {
      throw .invalid(watched.problems)
    }
    self.metricsPath = metricsPath
    self.policyPath = policyPath
    period = span
    self.seed = seed
    func time(_ instant: UTCTime) -> SimTime {
      .start + .seconds(instant.seconds(since: span.start))
    }
    if let created = policy.alarmsCreated { service.alarmsCreated = max(.start, time(created)) }
    let changes = counts.map { CountChange(time: time($0.time), count: $0.count) }
    let recorded =
      changes.isEmpty ? [CountChange(time: .start, count: service.initialTasks)] : changes
    recording = Recording(
      metrics: watched.series(from: span.start),
      running: runningPath != nil && model == .recorded ? changes : nil,
      recordedCounts: model == .proportional ? recorded : nil)
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

/// Recorded running counts: a CSV `timestamp,value`, or CloudWatch's JSON of `RunningTaskCount`.
enum RunningFile {
  static func load(path: String) throws(InputError) -> [(time: UTCTime, count: Int)] {
    let names = ["value", "running", "runningtaskcount", "average", "maximum", "samplecount"]
    let file = try MetricFile.load(path: path, wanted: names)
    // ECS counts one sample a running task in a minute of its own metrics; their other statistics
    // are percentages (aws-autoscaling reference section 2.2).
    let isUtilization = file.columns.contains { $0.label?.hasSuffix("utilization") == true }
    let column =
      isUtilization
      ? file.column(named: ["samplecount"])
      : file.column(named: names) ?? (file.columns.count == 1 ? file.columns[0] : nil)
    guard let column, !column.points.isEmpty else {
      let allowed = isUtilization ? "its SampleCount" : "a CSV timestamp,value"
      throw .invalid([
        Problem(file: path, message: "no running counts; \(allowed) is allowed")
      ])
    }
    var problems: [Problem] = []
    let counts = column.points.map { point in
      let count = Int(exactly: point.value) ?? -1
      if count < 0 || count > 100_000 {
        problems.append(
          Problem(
            file: path, line: point.place.line, column: point.place.column,
            message: "the running count is \(point.value.shortText); a whole number of tasks is"
              + " allowed"))
      }
      return (time: point.time, count: count)
    }
    guard problems.isEmpty else { throw .invalid(problems) }
    return counts
  }
}
