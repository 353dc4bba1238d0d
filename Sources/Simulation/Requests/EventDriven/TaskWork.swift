internal import DequeModule
internal import HeapModule

/// The requests that one task works on: those that wait for a place, those that want a processor, and
/// those that wait for a database or a network.
///
/// A value of its own, so that a copy can be run ahead to see when its work ends.
struct TaskWork {
  private var processor: TaskProcessor
  private var clock = ProcessorClock()
  private var pauses = Heap<DueJob>()
  private var nextPause = Double.infinity
  private var sequence = 0
  private var queue = Deque<TaskJob>()
  private var queuedService = 0.0
  private var taken = 0
  /// Requests that it works on at once.
  private let places: Int
  private let backlogLimit: Int

  init(_ configuration: ServiceConfiguration, start: Double) {
    processor = TaskProcessor(configuration, start: start)
    places = configuration.concurrency ?? .max
    backlogLimit = configuration.backlog ?? .max
  }

  /// When the next request stops wanting a processor or is answered; infinite without requests.
  @inline(__always)
  var nextChange: Double { min(nextEnd, nextPause) }

  @inline(__always)
  private var nextEnd: Double { clock.instant(of: processor.nextEnd) }

  /// Whether a request that comes now is refused: it would have to wait, and as many as may do.
  var isFull: Bool {
    let mustWait = taken >= places || (places == .max && !processor.isFree)
    return mustWait && queue.count + (places == .max ? processor.waiting : 0) >= backlogLimit
  }

  /// Server-seconds of service that its requests still lack.
  func backlog(at now: Double) -> Double {
    processor.backlog(at: clock.reading(at: now)) + queuedService
  }

  /// The requests that it has, in no order.
  var requests: [Int] {
    (processor.jobs + pauses.unordered.map(\.job) + queue).map(\.request)
  }

  mutating func add(_ job: TaskJob, at now: Double) {
    guard taken < places else {
      queue.append(job)
      queuedService += job.service
      return
    }
    taken += 1
    processor.add(job, at: clock.reading(at: now))
  }

  /// From `now` on so much of the CPU is left for requests, up to 1; the rest goes to connections.
  mutating func setShare(_ share: Double, at now: Double) { clock.setPace(share, at: now) }

  /// Passes `nextChange`.
  ///
  /// - Returns: the request that is answered then, if one is.
  mutating func change() -> Int? {
    let now = nextChange
    guard nextEnd <= now, let job = processor.finish() else {
      guard let job = pauses.popMin()?.job else { return nil }
      nextPause = pauses.min?.due ?? .infinity
      return answer(job, at: now)
    }
    guard job.wait > 0 else { return answer(job, at: now) }
    sequence += 1
    pauses.insert(DueJob(due: now + job.wait, sequence: sequence, job: job))
    nextPause = min(nextPause, now + job.wait)
    return nil
  }

  private mutating func answer(_ job: TaskJob, at now: Double) -> Int {
    taken -= 1
    if let next = queue.popFirst() {
      queuedService = queue.isEmpty ? 0 : queuedService - next.service
      taken += 1
      processor.add(next, at: clock.reading(at: now))
    }
    return job.request
  }
}

extension TaskWork {
  /// When its last request will be answered if no other comes; not before `now`.
  func idleTime(after now: Double) -> Double {
    var copy = self
    var last = now
    while copy.nextChange < .infinity {
      last = max(last, copy.nextChange)
      _ = copy.change()
    }
    return last
  }

  /// When a request that comes at `now` and asks for `service` has had it if no other follows.
  func answerTime(ofService service: Double, at now: Double) -> Double {
    let probe = -1
    var copy = self
    copy.add(TaskJob(request: probe, service: service, wait: 0), at: now)
    while copy.nextChange < .infinity {
      let time = copy.nextChange
      if copy.change() == probe { return time }
    }
    return now
  }
}
