internal import DequeModule
internal import Kernel
internal import Workload

/// A task that takes messages.
private struct QueueWorker {
  var work: TaskWork
  /// Messages that it has in hand.
  var inHand = 0
  /// RUNNING and not told to stop: ECS counts it as running.
  var isRunning = true
  /// Asks for messages whenever it has a free place.
  var isPolling = false
  /// Changes whenever it stops polling, so that its waiting calls are void.
  var epoch = 0
}

/// The tasks that work on one queue, and the queue.
///
/// Receiving is by long polls that are answered at once: no message waits while a place is free. Among
/// the free places the one that has waited longest gets the next message.
struct QueueWorkers: ~Copyable {
  private let configuration: ServiceConfiguration
  private let places: Int
  private var block: RequestBlock
  private(set) var queue: StandardQueue
  private(set) var now = 0.0

  private var workers: [QueueWorker] = []
  private var changes = EarliestSlot()
  private var receipts = HeldReceipts()
  private var waiting = Deque<WaitingCall>()

  /// Messages that have come, and server-seconds that tasks have been given, less what has gone with
  /// them, since the last call of `takeAssigned`.
  private var arrived = 0
  private var assigned = 0.0
  private var inHand = CountOverTime()
  /// The work of each task; `nil` where nobody watches a statistic over tasks.
  private var taskMeters: TaskMeters?
  /// New tasks whose next messages cost more.
  private var cold = ColdTasks()

  /// A free place whose task waits for a message.
  private struct WaitingCall {
    let slot: Int
    let epoch: Int
  }

  /// - Parameter configuration: with the messages that a task works on at once as its `concurrency`.
  init(
    configuration: ServiceConfiguration, queue: MessageQueue, profile: RateProfile, seed: UInt64,
    replication: UInt64
  ) {
    self.configuration = configuration
    self.queue = StandardQueue(queue)
    places = queue.concurrency(of: configuration)
    block = RequestBlock(
      profile: profile, configuration: configuration, seed: seed, replication: replication)
    taskMeters = TaskMeters(configuration)
  }

  // MARK: What is counted

  /// Messages and server-seconds since the last call.
  mutating func takeAssigned() -> (messages: Int, service: Double) {
    defer { (arrived, assigned) = (0, 0) }
    return (arrived, assigned)
  }

  /// Messages in hand, integrated over time from the start until now.
  var handSeconds: Double { inHand.seconds(until: now) }
  /// Server-seconds of service that messages in hand still lack.
  var backlog: Double { workers.reduce(0) { $0 + $1.work.backlog(at: now) } }
  var runningTasks: Int { workers.count { $0.isRunning } }

  /// CPU over tasks since the last call; `nil` where nobody watches, or none ran.
  mutating func takeTaskCPU() -> TaskCPU? {
    guard taskMeters != nil else { return nil }
    let backlogs = workers.map { $0.work.backlog(at: now) }
    return taskMeters?.close(at: now) { backlogs[$0] }
  }

  var messageSeconds: Double { queue.messageSeconds(until: now) }

  mutating func metrics(sent: Double) -> QueueMetrics {
    QueueMetrics(
      visible: Double(queue.visibleCount), notVisible: Double(queue.count - queue.visibleCount),
      oldestAge: queue.oldestAge(at: now), sent: sent, runningTasks: runningTasks)
  }

  mutating func closeMinute(cpuPercent: Double?) {
    queue.closeMinute(cpuPercent: cpuPercent, at: now)
  }

  mutating func endWarmUp() { queue.endWarmUp() }

  // MARK: Time

  /// Takes in what is sent before `end`, and passes everything that happens up to it.
  mutating func serve(before end: Double) {
    while true {
      let arrivals = block.take(before: end)
      if arrivals.isEmpty { break }
      for index in arrivals {
        let time = block.arrivals[index]
        passEvents(until: time)
        arrived += 1
        queue.send(
          service: block.service[index], wait: block.constantWait ?? block.waits[index], at: time)
        handOut(at: time)
      }
    }
    passEvents(until: end)
    now = end
  }

  /// Works off what is in the queue, without new messages, as long as a task takes them.
  mutating func finish() {
    let isWorkedOff = workers.contains { $0.isPolling }
    while (isWorkedOff && queue.count > 0) || changes.time < .infinity {
      let time = min(changes.time, queue.nextDue())
      guard time < .infinity else { break }
      pass(time)
    }
    now = max(now, queue.lastChange)
    queue.finish(at: now)
  }

  private mutating func passEvents(until end: Double) {
    while true {
      let time = min(changes.time, queue.nextDue())
      guard time <= end else { return }
      pass(time)
    }
  }

  /// What happens at `time`: of what does at one instant, workers come first.
  private mutating func pass(_ time: Double) {
    if changes.time <= time { return change(changes.slot, at: time) }
    queue.passDue(at: time)
    handOut(at: time)
  }

  // MARK: Messages

  /// Gives messages to free places as long as there are both.
  private mutating func handOut(at time: Double) {
    while queue.visibleCount > 0, let slot = nextWaiting() { receive(slot, at: time) }
  }

  private mutating func nextWaiting() -> Int? {
    while let call = waiting.popFirst() {
      if workers[call.slot].epoch == call.epoch { return call.slot }
    }
    return nil
  }

  /// A free place of the slot's task takes the next message, or waits for one.
  private mutating func receive(_ slot: Int, at time: Double) {
    guard let received = queue.receive(at: time) else {
      return waiting.append(WaitingCall(slot: slot, epoch: workers[slot].epoch))
    }
    var service = received.service
    if !cold.isEmpty { service *= cold.serve(slot) }
    assigned += service
    taskMeters?.assign(service, to: slot)
    inHand.change(by: 1, at: time)
    workers[slot].inHand += 1
    let job = TaskJob(
      request: receipts.add(received.receipt), service: service, wait: received.wait)
    workers[slot].work.add(job, at: time)
    changes.set(slot, to: workers[slot].work.nextChange)
  }

  /// What changes next in a slot.
  private mutating func change(_ slot: Int, at time: Double) {
    let done = workers[slot].work.change()
    changes.set(slot, to: workers[slot].work.nextChange)
    guard let done else { return }
    workers[slot].inHand -= 1
    inHand.change(by: -1, at: time)
    queue.delete(receipts.take(done), at: time)
    if workers[slot].isPolling { receive(slot, at: time) }
  }
}

// MARK: - Tasks

extension QueueWorkers {
  /// A task in that slot that does not take messages yet.
  mutating func start(_ slot: Int) {
    taskMeters?.start(slot, at: now)
    var worker = QueueWorker(work: TaskWork(configuration, start: now))
    guard slot < workers.count else { return workers.append(worker) }
    worker.epoch = workers[slot].epoch + 1
    workers[slot] = worker
  }

  /// The next messages of the slot's task cost more.
  mutating func beginCold(_ slot: Int, _ messages: ColdRequests) { cold.add(slot, messages) }

  /// The slot's task has used so many server-seconds for its start.
  mutating func countBoot(_ seconds: Double, of slot: Int) {
    taskMeters?.assign(seconds, to: slot)
  }

  mutating func beginPolling(_ slot: Int) {
    guard !workers[slot].isPolling else { return }
    workers[slot].isPolling = true
    for _ in workers[slot].inHand..<places { receive(slot, at: now) }
  }

  mutating func endPolling(_ slot: Int) {
    guard workers[slot].isPolling else { return }
    workers[slot].isPolling = false
    workers[slot].epoch += 1
  }

  /// ECS has told the task to stop: it finishes what it has in hand.
  mutating func drain(_ slot: Int) {
    endPolling(slot)
    workers[slot].isRunning = false
  }

  /// The slot's task is gone; what it had in hand becomes visible again at the end of its receipts.
  mutating func stop(_ slot: Int) {
    drain(slot)
    let lost = workers[slot].work.backlog(at: now)
    assigned -= lost
    taskMeters?.stop(slot, lost: lost, at: now)
    cold.remove(slot)
    for held in workers[slot].work.requests.sorted() { _ = receipts.take(held) }
    inHand.change(by: -workers[slot].inHand, at: now)
    workers[slot].inHand = 0
    workers[slot].work = TaskWork(configuration, start: now)
    changes.set(slot, to: .infinity)
  }

  /// When the slot's task will be done with what it has in hand, if it takes no more.
  func idleTime(_ slot: Int) -> Double { workers[slot].work.idleTime(after: now) }
}
