internal import Autoscaling
internal import Units
internal import Workload

/// The time from one recorded point to the next, and what is wrong with it.
///
/// It is the alarms' period, or the metric's own where CloudWatch would put several points together
/// for a longer one.
struct RecordedStep {
  /// Whole seconds, above zero.
  let seconds: Int64
  private(set) var problems: [Problem] = []

  /// Two years of minutes.
  private static let pointLimit: Int64 = 1_054_080

  /// The usual step of the points; where most of them are missing, the least step of the rows.
  ///
  /// - Parameter watchers: those of the column's metric, one at least.
  init(of column: MetricFile.Column, for watchers: [MetricWatcher], file: String) {
    let periods = watchers.map(\.period.inWholeSeconds)
    let own = watchers[0].metric.metric.period.inWholeSeconds
    let usual = Self.usual(of: column)
    let candidates =
      [usual, Self.least(of: column)].compactMap { $0 } + (usual == nil ? periods : [])
    let fitting = candidates.first { step in
      watchers.allSatisfy { $0.metric.metric.fills($0.period, with: .seconds(step)) }
    }
    seconds = fitting ?? periods.min() ?? own
    if fitting != nil || usual == nil {
      problems = Self.gridProblems(column, step: seconds, file: file)
      return
    }
    let allowed = Set(periods + [own]).sorted().filter { step in
      watchers.allSatisfy { $0.metric.metric.fills($0.period, with: .seconds(step)) }
    }
    let second = Self.steps(column).first?.point.place
    let names = watchers.map { "the \($0.name) has a period of \($0.period.inWholeSeconds) s" }
    problems = [
      Problem(
        file: file, line: second?.line, column: second?.column,
        message: "the points are usually \(usual ?? 0) s apart; \(names.joined(separator: ", "))"
          + ", so a step of \(allowed.map { "\($0) s" }.joined(separator: " or ")) is allowed")
    ]
  }

  static func gridProblems(
    _ column: MetricFile.Column, step: Int64, file: String
  ) -> [Problem] {
    var problems: [Problem] = []
    if let first = column.rows.min(by: { $0.time < $1.time }),
      let last = column.rows.max(by: { $0.time < $1.time }),
      last.time.seconds(since: first.time) / step > pointLimit
    {
      problems.append(
        Problem(
          file: file, line: last.place.line, column: last.place.column,
          message: "the points reach from \(first.time) to \(last.time); at most \(pointLimit)"
            + " periods of \(step) s are allowed"))
    }
    for (point, seconds) in steps(column) where seconds % step != 0 {
      problems.append(
        Problem(
          file: file, line: point.place.line, column: point.place.column,
          message: "the point is \(seconds) s after the one before; multiples of the recording's"
            + " step, \(step) s, are allowed"))
    }
    return problems
  }

  /// The most frequent step, the smallest of those; `nil` for fewer than two points.
  static func usual(of column: MetricFile.Column) -> Int64? {
    var counts: [Int64: Int] = [:]
    for step in steps(column) { counts[step.seconds, default: 0] += 1 }
    return counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
  }

  private static func least(of column: MetricFile.Column) -> Int64? {
    let times = column.rows.map(\.time)
    return zip(times, times.dropFirst()).map { $1.seconds(since: $0) }.filter { $0 > 0 }.min()
  }

  private static func steps(
    _ column: MetricFile.Column
  ) -> [(point: MetricFile.Point, seconds: Int64)] {
    zip(column.points, column.points.dropFirst()).map { ($1, $1.time.seconds(since: $0.time)) }
  }
}

extension SimDuration {
  fileprivate var inWholeSeconds: Int64 { nanoseconds / 1_000_000_000 }
}
