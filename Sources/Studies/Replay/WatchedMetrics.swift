internal import Autoscaling
internal import Simulation
internal import Units
internal import Workload

/// The recorded columns that a service's alarms watch, checked against the alarms' periods.
struct WatchedMetrics {
  private(set) var problems: [Problem] = []
  private let columns: [Watched]
  /// From the first point's minute, or that of an empty row before it, until the last has been seen
  /// by every alarm.
  private(set) var span: Period?

  private struct Watched {
    let metric: MetricIdentity
    let step: SimDuration
    let column: MetricFile.Column

    /// Those of its rows, with a point or without, that are on the grid of its points.
    var times: [UTCTime] {
      guard let first = column.points.first?.time else { return [] }
      let seconds = step.nanoseconds / 1_000_000_000
      return column.rows.map(\.time).filter { $0.seconds(since: first) % seconds == 0 }
    }
  }

  init(service: ServiceConfiguration, file: MetricFile) {
    var problems: [Problem] = []
    var columns: [Watched] = []
    let wanted = MetricColumns(MetricWatcher.all(of: service))
    for metric in wanted.metrics {
      let watching = wanted.watchers.filter { $0.metric == metric }
      guard let column = wanted.column(of: metric, in: file) else {
        let names = wanted.names(of: metric)
        let found = wanted.columns(of: metric, in: file).count
        problems.append(
          Problem(
            file: file.name,
            message: "\(found == 0 ? "no column or result is" : "\(found) columns or results are")"
              + " called after the metric `\(metric.text)`, which the"
              + " \(watching[0].name) watches; one of"
              + " \(names.joined(separator: ", ")) is allowed"))
        continue
      }
      guard !column.points.isEmpty else {
        problems.append(
          Problem(
            file: file.name,
            message: "the metric `\(metric.text)` has no points; one or more"
              + " are allowed"))
        continue
      }
      let step = RecordedStep(of: column, for: watching, file: file.name)
      problems += step.problems
      columns.append(Watched(metric: metric, step: .seconds(step.seconds), column: column))
    }
    if service.kubernetesHPA != nil {
      let cpu = MetricIdentity(.cpu)
      guard let column = MetricColumns.ofMetric(cpu).column(of: cpu, in: file),
        let step = RecordedStep.usual(of: column), step > 0
      else {
        self.columns = []
        self.problems = [
          Problem(
            file: file.name,
            message: "kubernetes_hpa needs two or more points of the CPU in percent of what pods"
              + " request; a column value or cpu is allowed")
        ]
        return
      }
      problems += RecordedStep.gridProblems(column, step: step, file: file.name)
      columns = [Watched(metric: cpu, step: .seconds(step), column: column)]
    }
    // Without an alarm the points only say how long the schedule is to be followed.
    if wanted.metrics.isEmpty, service.kubernetesHPA == nil,
      let column = file.columns.first(where: { !$0.points.isEmpty })
    {
      columns = [Watched(metric: MetricIdentity(.cpu), step: .minutes(1), column: column)]
    }
    if columns.isEmpty, problems.isEmpty {
      problems.append(
        Problem(file: file.name, message: "there are no points; one or more are allowed"))
    }
    self.columns = columns
    self.problems = problems
    if problems.isEmpty { span = Self.span(of: columns, service: service, file: file) }
  }

  private static func span(
    of columns: [Watched], service: ServiceConfiguration, file: MetricFile
  ) -> Period? {
    let starts = columns.compactMap { $0.times.min() }
    let ends = columns.compactMap { column -> UTCTime? in
      guard let last = column.times.max() else { return nil }
      let alarms = service.policies.flatMap(\.alarms).filter { $0.identity == column.metric }
      let lags = alarms.map { service.metrics.lag(of: $0) }
      let lag = lags.max() ?? service.metrics.lag(of: column.metric.metric)
      let seen = (column.step + lag).nanoseconds.ceilingDivided(by: 1_000_000_000) + 60
      return last.advanced(bySeconds: seen)
    }
    guard let first = starts.min(), let last = ends.max() else { return nil }
    let start = UTCTime(secondsSinceEpoch: first.secondsSinceEpoch.floorDivided(by: 60) * 60)
    let end = UTCTime(secondsSinceEpoch: last.secondsSinceEpoch.ceilingDivided(by: 60) * 60)
    return Period(start: start, end: end)
  }

  /// The points on their grids, in time since `start`.
  func series(from start: UTCTime) -> [RecordedMetric] {
    columns.map { column in
      let points = column.column.points
      let first = column.times.min() ?? points[0].time
      let step = column.step.nanoseconds / 1_000_000_000
      let last = points[points.count - 1].time
      var values = [Double?](repeating: nil, count: Int(last.seconds(since: first) / step) + 1)
      for point in points {
        values[Int(point.time.seconds(since: first) / step)] = point.value
      }
      return RecordedMetric(
        column.metric, start: .start + .seconds(first.seconds(since: start)),
        step: column.step, values: values,
        count: column.times.max().map { Int($0.seconds(since: first) / step) + 1 })
    }
  }
}
