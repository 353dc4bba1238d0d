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
    let file = try MetricFile.load(
      path: path, columns: MetricFile.Selection(runningNames + desiredNames))
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
    let period = period(of: column)
    let running = counts(column, "running", period: period, path: path, &problems)
    let wanted = desired.map { counts($0, "desired", period: period, path: path, &problems) }
    guard problems.isEmpty else { throw .invalid(problems) }
    return RunningFile(
      running: running, desired: wanted?.isEmpty == true ? nil : wanted, period: period)
  }

  /// The even step of points whose counts repeat; a list of changes has neither.
  private static func period(of column: MetricFile.Column) -> Int64 {
    let points = column.points
    guard let usual = RecordedStep.usual(of: column), usual > 0,
      zip(points, points.dropFirst()).contains(where: { $0.value == $1.value })
    else { return 0 }
    let even = zip(points, points.dropFirst()).count { $1.time.seconds(since: $0.time) == usual }
    return 2 * even > points.count - 1 ? usual : 0
  }

  /// Counts are whole; the average of a period within which one changed, the newer of the two.
  ///
  /// What it changed to, the next whole point says, or where there is none, the direction of the change.
  private static func counts(
    _ column: MetricFile.Column, _ kind: String, period: Int64, path: String,
    _ problems: inout [Problem]
  ) -> [Count] {
    let values = column.points.map(\.value)
    func newer(_ index: Int) -> Int {
      if let next = values[index...].lazy.compactMap({ Int(exactly: $0) }).first { return next }
      guard let before = values[..<index].last(where: { Int(exactly: $0) != nil }),
        values[index] < 100_000
      else { return -1 }
      return Int(values[index].rounded(values[index] > before ? .up : .down))
    }
    return column.points.enumerated().map { index, point in
      let count = Int(exactly: point.value) ?? (period > 0 ? newer(index) : -1)
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
