/// How a task's vCPUs are given to the requests that want them.
package protocol TaskProcessor {
  /// - Parameter start: when the task is RUNNING, in seconds since the start of the period.
  init(_ configuration: ServiceConfiguration, start: Double)

  /// When the next job has had all its service; infinite without jobs.
  var nextEnd: Double { get }
  /// Jobs that have had no service because others have it all.
  var waiting: Int { get }
  /// Whether a job that comes now begins at once.
  var isFree: Bool { get }
  mutating func add(_ job: TaskJob, at now: Double)
  /// Takes away the job that ends at `nextEnd`.
  mutating func finish() -> TaskJob?
  /// Server-seconds of service that its jobs still lack.
  func backlog(at now: Double) -> Double
  var jobs: [TaskJob] { get }
}
