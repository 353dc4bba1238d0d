internal import HeapModule
internal import Units

/// Processor sharing: all jobs of a task progress at the same pace, none faster than one core.
///
/// Progress is kept as the service that each job present since the start would have had; a job that
/// joins at progress v with service s ends at progress v + s, so a heap of those sums orders the
/// ends whatever joins later (Kleinrock, "Queueing Systems", volume 2, section 4.4).
///
/// With quota windows the cores run at full speed until the task has used up its CPU for the window,
/// and then stand still: what a Linux CFS quota does to a task of less than one vCPU (aws-autoscaling
/// reference section 8).
package struct SharedProcessor {
  private let cores: Int
  private let window: QuotaWindow
  private var ends = Heap<DueJob>()
  private var sequence = 0
  /// Service that each job has had since the task was last idle, and until when that is counted.
  private var progress = 0.0
  private var budget: QuotaWindow.Position
  package private(set) var nextEnd = Double.infinity

  package init(_ configuration: ServiceConfiguration, start: Double) {
    cores = configuration.serversPerTask
    window = QuotaWindow(configuration, start: start)
    budget = QuotaWindow.Position(time: start)
  }

  package mutating func add(_ job: TaskJob, at now: Double) {
    pass(to: now)
    if ends.isEmpty { progress = 0 }
    sequence += 1
    ends.insert(DueJob(due: progress + job.service, sequence: sequence, job: job))
    findNextEnd()
  }

  package mutating func finish() -> TaskJob? {
    pass(to: nextEnd)
    let first = ends.popMin()
    if let first { progress = max(progress, first.due) }
    findNextEnd()
    return first?.job
  }

  package func backlog(at now: Double) -> Double {
    guard !ends.isEmpty else { return 0 }
    let shared = progress + work(until: now) / Double(ends.count)
    return ends.unordered.reduce(0) { $0 + max(0, $1.due - shared) }
  }

  package var jobs: [TaskJob] { ends.unordered.map(\.job) }

  private var busyCores: Int { min(cores, ends.count) }

  private func work(until time: Double) -> Double {
    window.work(from: budget, to: time, cores: busyCores)
  }

  private mutating func pass(to time: Double) {
    if !ends.isEmpty { progress += work(until: time) / Double(ends.count) }
    budget = window.position(from: budget, at: time, cores: busyCores)
  }

  private mutating func findNextEnd() {
    guard let first = ends.min else {
      nextEnd = .infinity
      return
    }
    let left = max(0, first.due - progress) * Double(ends.count)
    nextEnd = window.time(ofWork: left, from: budget, cores: busyCores)
  }
}
