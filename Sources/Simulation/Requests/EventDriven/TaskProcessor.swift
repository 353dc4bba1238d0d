/// How a task's vCPUs are given to the requests that want them: in order, or to all at once.
///
/// One type with both, so that nothing in the loop over requests is dispatched at run time.
struct TaskProcessor {
  private let isShared: Bool
  private var queued: QueuedProcessor
  private var shared: SharedProcessor

  /// - Parameter start: when the task is RUNNING, in seconds since the start of the period.
  init(_ configuration: ServiceConfiguration, start: Double) {
    isShared = configuration.discipline == .processorSharing
    queued = QueuedProcessor(configuration, start: start)
    shared = SharedProcessor(configuration, start: start)
  }

  /// When the next job has had all its service; infinite without jobs.
  @inline(__always)
  var nextEnd: Double { isShared ? shared.nextEnd : queued.nextEnd }

  /// Jobs that have had no service because others have it all.
  var waiting: Int { isShared ? 0 : queued.waiting }

  /// Whether a job that comes now begins at once.
  var isFree: Bool { isShared || queued.isFree }

  @inline(__always)
  mutating func add(_ job: TaskJob, at now: Double) {
    if isShared { shared.add(job, at: now) } else { queued.add(job, at: now) }
  }

  /// Takes away the job that ends at `nextEnd`.
  @inline(__always)
  mutating func finish() -> TaskJob? { isShared ? shared.finish() : queued.finish() }

  /// Server-seconds of service that its jobs still lack.
  func backlog(at now: Double) -> Double {
    isShared ? shared.backlog(at: now) : queued.backlog(at: now)
  }

  var jobs: [TaskJob] { isShared ? shared.jobs : queued.jobs }
}
