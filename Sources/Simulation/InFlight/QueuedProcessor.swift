internal import HeapModule

/// First come, first served: each server works on one job at a time, to its end.
package struct QueuedProcessor: TaskProcessor {
  /// When each server becomes free, ascending.
  private var free: [Double]
  private var ends = Heap<DueJob>()
  private var sequence = 0

  package init(_ configuration: ServiceConfiguration, start: Double) {
    free = Array(repeating: start, count: configuration.serversPerTask)
  }

  package var nextEnd: Double { ends.min?.due ?? .infinity }
  package var waiting: Int { max(0, ends.count - free.count) }
  package var isFree: Bool { ends.count < free.count }

  package mutating func add(_ job: TaskJob, at now: Double) {
    let end = max(now, free[0]) + job.service
    var place = 0
    while place + 1 < free.count, free[place + 1] < end {
      free[place] = free[place + 1]
      place += 1
    }
    free[place] = end
    sequence += 1
    ends.insert(DueJob(due: end, sequence: sequence, job: job))
  }

  package mutating func finish() -> TaskJob? { ends.popMin()?.job }

  package func backlog(at now: Double) -> Double { free.reduce(0) { $0 + max(0, $1 - now) } }

  package var jobs: [TaskJob] { ends.unordered.map(\.job) }
}
