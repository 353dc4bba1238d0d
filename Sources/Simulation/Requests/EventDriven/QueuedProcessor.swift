internal import HeapModule

/// First come, first served: each server works on one job at a time, to its end.
struct QueuedProcessor {
  /// When each server becomes free, ascending.
  private var free: [Double]
  private var ends = Heap<DueJob>()
  private var sequence = 0
  private(set) var nextEnd = Double.infinity

  init(_ configuration: ServiceConfiguration, start: Double) {
    free = Array(repeating: start, count: configuration.serversPerTask)
  }

  var waiting: Int { max(0, ends.count - free.count) }
  var isFree: Bool { ends.count < free.count }

  mutating func add(_ job: TaskJob, at now: Double) {
    let end = free.withUnsafeMutableBufferPointer { servers in
      // A task has a server at least.
      servers.baseAddress.map {
        FreeServers.assign($0, count: servers.count, arrival: now, service: job.service).end
      } ?? now
    }
    sequence += 1
    ends.insert(DueJob(due: end, sequence: sequence, job: job))
    nextEnd = min(nextEnd, end)
  }

  mutating func finish() -> TaskJob? {
    let first = ends.popMin()
    nextEnd = ends.min?.due ?? .infinity
    return first?.job
  }

  func backlog(at now: Double) -> Double { free.reduce(0) { $0 + max(0, $1 - now) } }

  var jobs: [TaskJob] { ends.unordered.map(\.job) }
}
