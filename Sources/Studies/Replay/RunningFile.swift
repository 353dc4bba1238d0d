internal import Autoscaling
internal import Units
internal import Workload

/// Recorded counts of tasks: a CSV `timestamp,value` or `timestamp,running,desired`, or CloudWatch's
/// JSON of `RunningTaskCount` and, perhaps, `DesiredTaskCount`.
struct RunningFile {
  struct Count {
    let time: UTCTime
    let count: Int
  }

  /// Tasks in RUNNING; not empty.
  let running: [Count]
  /// The desired count, where the file has one.
  let desired: [Count]?
  /// Seconds that a point stands for; 0 where each is the second of a change.
  ///
  /// CloudWatch stamps a point with the start of its period, within which a decision may come before
  /// the tasks that it starts: a count is one to decide by only from its period's end.
  let period: Int64

  private static let runningNames = [
    "running", "runningtaskcount", "running_count", "value", "count", "average", "maximum",
    "samplecount",
  ]
  private static let desiredNames = ["desired", "desiredtaskcount", "desired_count"]

  static func load(path: String) throws(InputError) -> RunningFile {
    let file = try MetricFile.load(path: path, wanted: runningNames + desiredNames)
    let desired = file.column(named: desiredNames)
    // ECS counts one sample a running task in a minute of its own metrics; their other statistics
    // are percentages (aws-autoscaling reference section 2.2).
    let isUtilization = file.columns.contains { $0.label?.hasSuffix("utilization") == true }
    let column =
      isUtilization
      ? file.column(named: ["samplecount"])
      : file.column(named: runningNames) ?? (file.columns.count == 1 ? file.columns[0] : nil)
    guard let column, !column.points.isEmpty else {
      let allowed = isUtilization ? "its SampleCount" : "a CSV timestamp,value"
      throw .invalid([
        Problem(file: path, message: "no running counts; \(allowed) is allowed")
      ])
    }
    var problems: [Problem] = []
    let running = counts(column, "running", path: path, &problems)
    let wanted = desired.map { counts($0, "desired", path: path, &problems) }
    guard problems.isEmpty else { throw .invalid(problems) }
    return RunningFile(
      running: running, desired: wanted?.isEmpty == true ? nil : wanted,
      period: period(of: column, running))
  }

  /// The even step of points whose counts repeat; a list of changes has neither.
  private static func period(of column: MetricFile.Column, _ counts: [Count]) -> Int64 {
    guard let usual = RecordedStep.usual(of: column), usual > 0,
      zip(counts, counts.dropFirst()).contains(where: { $0.count == $1.count })
    else { return 0 }
    let even = zip(counts, counts.dropFirst()).count { $1.time.seconds(since: $0.time) == usual }
    return 2 * even > counts.count - 1 ? usual : 0
  }

  private static func counts(
    _ column: MetricFile.Column, _ kind: String, path: String, _ problems: inout [Problem]
  ) -> [Count] {
    column.points.map { point in
      let count = Int(exactly: point.value) ?? -1
      if count < 0 || count > 100_000 {
        problems.append(
          Problem(
            file: path, line: point.place.line, column: point.place.column,
            message: "the \(kind) count is \(point.value.shortText); a whole number of tasks is"
              + " allowed"))
      }
      return Count(time: point.time, count: count)
    }
  }
}
