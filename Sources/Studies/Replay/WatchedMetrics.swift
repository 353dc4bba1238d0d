internal import Autoscaling
internal import Simulation
internal import Units
internal import Workload

/// What recorded columns may be called.
enum MetricColumns {
  /// Names for one metric, the most telling first: its key, CloudWatch's name for it, and the
  /// statistic that its policy uses.
  static func names(of metric: ScalingMetric) -> [String] {
    switch metric {
    case .cpu: ["cpu", "cpuutilization", "value", "average"]
    case .cpuHighResolution: [metric.rawValue, "cpu", "cpuutilization", "value", "average"]
    case .memory: ["memory", "memoryutilization", "value", "average"]
    case .memoryHighResolution:
      [metric.rawValue, "memory", "memoryutilization", "value", "average"]
    case .requestCountPerTarget:
      [metric.rawValue, "requestcountpertarget", "value", "sum"]
    }
  }

  /// Every name, for a table's header.
  static let all: [String] = {
    var names: [String] = []
    for name in ScalingMetric.allCases.flatMap(names(of:)) where !names.contains(name) {
      names.append(name)
    }
    return names
  }()
}

/// The recorded columns that a service's alarms watch, checked against the alarms' periods.
struct WatchedMetrics {
  private(set) var problems: [Problem] = []
  private let columns: [Watched]
  /// From the first point's minute, or that of an empty row before it, until the last has been seen
  /// by every alarm.
  private(set) var span: Period?

  /// Two years of minutes.
  private static let pointLimit: Int64 = 1_054_080

  private struct Watched {
    let metric: ScalingMetric
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
    let watchers = Self.watchers(of: service)
    var metrics: [ScalingMetric] = []
    for watcher in watchers where !metrics.contains(watcher.metric) {
      metrics.append(watcher.metric)
    }
    for metric in metrics {
      let watching = watchers.filter { $0.metric == metric }
      guard let column = Self.column(of: metric, in: file, among: metrics) else {
        problems.append(
          Problem(
            file: file.name,
            message: "no column or result for the metric `\(metric.rawValue)`, which the"
              + " \(watching[0].name) watches; one of"
              + " \(MetricColumns.names(of: metric).joined(separator: ", ")) is allowed"))
        continue
      }
      guard !column.points.isEmpty else {
        problems.append(
          Problem(
            file: file.name,
            message: "the metric `\(metric.rawValue)` has no points; one or more"
              + " are allowed"))
        continue
      }
      problems += Self.stepProblems(column, watchers: watching, file: file.name)
      columns.append(Watched(metric: metric, step: watching[0].period, column: column))
    }
    if service.kubernetesHPA != nil {
      guard let column = Self.column(of: .cpu, in: file, among: [.cpu]),
        let step = Self.usual(Self.steps(column).map(\.seconds)), step > 0
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
      problems += Self.gridProblems(column, period: step, file: file.name)
      columns = [Watched(metric: .cpu, step: .seconds(step), column: column)]
    }
    // Without an alarm the points only say how long the schedule is to be followed.
    if metrics.isEmpty, service.kubernetesHPA == nil,
      let column = file.columns.first(where: { !$0.points.isEmpty })
    {
      columns = [Watched(metric: .cpu, step: .minutes(1), column: column)]
    }
    if columns.isEmpty, problems.isEmpty {
      problems.append(
        Problem(file: file.name, message: "there are no points; one or more are allowed"))
    }
    self.columns = columns
    self.problems = problems
    if problems.isEmpty { span = Self.span(of: columns, service: service, file: file) }
  }

  /// An alarm or a predictive policy, and the points that it looks at.
  private struct Watcher {
    let name: String
    let metric: ScalingMetric
    let period: SimDuration
  }

  private static func watchers(of service: ServiceConfiguration) -> [Watcher] {
    service.policies.flatMap(\.alarms).map {
      Watcher(name: "alarm \($0.name)", metric: $0.metric, period: $0.period)
    }
      + service.policies.compactMap { $0 as? PredictiveScaling }.map {
        Watcher(name: "policy \($0.name)", metric: $0.metric, period: $0.metric.period)
      }
  }

  /// A lone column or result belongs to the only metric, whatever it is called.
  private static func column(
    of metric: ScalingMetric, in file: MetricFile, among metrics: [ScalingMetric]
  ) -> MetricFile.Column? {
    var names = MetricColumns.names(of: metric)
    if metrics.count > 1 { names.removeAll { $0 == "value" || $0 == "average" || $0 == "sum" } }
    if let found = file.column(named: names) { return found }
    return metrics.count == 1 && file.columns.count == 1 ? file.columns[0] : nil
  }

  /// The usual step of the points has to be the alarms' period, every other one a multiple of it.
  ///
  /// Where most points are missing, the least step of the rows may be the period instead.
  private static func stepProblems(
    _ column: MetricFile.Column, watchers: [Watcher], file: String
  ) -> [Problem] {
    var problems: [Problem] = []
    let first = watchers[0]
    for watcher in watchers where watcher.period != first.period {
      problems.append(
        Problem(
          file: file,
          message: "the \(first.name) and the \(watcher.name) have periods of \(first.period) and"
            + " \(watcher.period); a recording has one step, so one period is allowed"))
    }
    let period = first.period.nanoseconds / 1_000_000_000
    let steps = steps(column)
    if let usual = usual(steps.map(\.seconds)), usual != period,
      leastStep(of: column.rows.map(\.time)) != period
    {
      problems.append(
        Problem(
          file: file, line: steps.first?.point.place.line,
          column: steps.first?.point.place.column,
          message:
            "the points are usually \(usual) s apart; the \(first.name) has a period of"
            + " \(period) s, so a step of \(period) s is allowed"))
      return problems
    }
    return problems + gridProblems(column, period: period, file: file)
  }

  private static func steps(
    _ column: MetricFile.Column
  ) -> [(point: MetricFile.Point, seconds: Int64)] {
    zip(column.points, column.points.dropFirst()).map { ($1, $1.time.seconds(since: $0.time)) }
  }

  private static func gridProblems(
    _ column: MetricFile.Column, period: Int64, file: String
  ) -> [Problem] {
    var problems: [Problem] = []
    if let first = column.rows.min(by: { $0.time < $1.time }),
      let last = column.rows.max(by: { $0.time < $1.time }),
      last.time.seconds(since: first.time) / period > pointLimit
    {
      problems.append(
        Problem(
          file: file, line: last.place.line, column: last.place.column,
          message: "the points reach from \(first.time) to \(last.time); at most \(pointLimit)"
            + " periods of \(period) s are allowed"))
    }
    for (point, step) in steps(column) where step % period != 0 {
      problems.append(
        Problem(
          file: file, line: point.place.line, column: point.place.column,
          message: "the point is \(step) s after the one before; multiples of the alarm's period,"
            + " \(period) s, are allowed"))
    }
    return problems
  }

  private static func leastStep(of times: [UTCTime]) -> Int64? {
    zip(times, times.dropFirst()).map { $1.seconds(since: $0) }.filter { $0 > 0 }.min()
  }

  /// The most frequent step, the smallest of those; `nil` for fewer than two points.
  private static func usual(_ steps: [Int64]) -> Int64? {
    var counts: [Int64: Int] = [:]
    for step in steps { counts[step, default: 0] += 1 }
    return counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
  }

  private static func span(
    of columns: [Watched], service: ServiceConfiguration, file: MetricFile
  ) -> Period? {
    let starts = columns.compactMap { $0.times.min() }
    let ends = columns.compactMap { column -> UTCTime? in
      guard let last = column.times.max() else { return nil }
      let lag = service.metrics.lag(of: column.metric)
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
      let first = points[0].time
      let step = column.step.nanoseconds / 1_000_000_000
      let last = points[points.count - 1].time
      var values = [Double?](repeating: nil, count: Int(last.seconds(since: first) / step) + 1)
      for point in points {
        values[Int(point.time.seconds(since: first) / step)] = point.value
      }
      return RecordedMetric(
        metric: column.metric, start: .start + .seconds(first.seconds(since: start)),
        step: column.step, values: values)
    }
  }
}
