import Foundation
import Kernel
import Simulation
import Testing
import Units
import Workload

/// Workers of one queue under a constant rate.
struct QueueSetup {
  var configuration: ServiceConfiguration
  var queue = MessageQueue(source: .perRequest(1))
  var seed: UInt64 = 1

  init(cpuUnits: Int = 1024, demand: Variate, wait: Variate = .constant(0)) {
    configuration = ServiceConfiguration(
      name: "worker", cpuUnits: cpuUnits, memoryMB: 8192, share: 0, minTasks: 0, maxTasks: 20,
      initialTasks: 1, demand: RequestDemand(cpu: demand, wait: wait))
  }

  /// - Parameter messages: expected in each minute.
  func plane(_ messages: [Double]) -> QueuePlane {
    QueuePlane(
      configuration: configuration, queue: queue,
      profile: RateProfile(step: 60, expected: messages), seed: seed)
  }
}

extension QueuePlane {
  func begin(_ tasks: Range<Int>) {
    for task in tasks {
      taskStarted(TaskID(index: task))
      taskHealthy(TaskID(index: task))
    }
  }

  func pass(minutes: ClosedRange<Int64>) {
    for minute in minutes {
      advance(to: .minute(minute))
      closeMinute()
    }
  }

  /// The queue at the end of a metric window that ends now.
  var closedQueue: QueueMetrics? {
    _ = closeMetricWindow()
    return queueMetrics
  }

  /// What of its minutes contradicts its books.
  var contradictions: [String] {
    var results = RequestResults()
    for minute in minutes {
      results.minutes += 1
      results.offered += minute.offered
      results.errors += minute.errors
      results.leastServed = min(results.leastServed, minute.served)
      results.openMilliseconds += minute.openMilliseconds
    }
    return books?.contradictions(results) ?? ["no books"]
  }
}

@Suite("A queue's workers, held to queueing theory")
struct QueueLawTests {
  /// Mean time in the system, in seconds, after a warm-up of a fifth, for each of ten seeds.
  private func means(tasks: Int, cpuUnits: Int = 1024, load: Double, demand: Variate) -> [Double] {
    let servers = tasks * max(1, cpuUnits / 1024)
    let rate = load * Double(servers) / demand.mean
    let minutes = max(10, Int(120_000 / (rate * 60)))
    return (1...10).map { seed in
      var setup = QueueSetup(cpuUnits: cpuUnits, demand: demand)
      setup.seed = UInt64(seed)
      let plane = setup.plane(Array(repeating: rate * 60, count: minutes))
      plane.begin(0..<tasks)
      plane.pass(minutes: 1...Int64(minutes))
      plane.finish()
      #expect(plane.contradictions.isEmpty)
      let warm = plane.minutes.dropFirst(minutes / 5)
      let open = warm.reduce(0) { $0 + Double($1.latency?.mean ?? 0) * Double($1.offered) }
      return open / Double(warm.reduce(0) { $0 + $1.offered }) / 1000
    }
  }

  /// Whether `exact` lies in the 99.9 % interval of the mean of ten (Student's t, nine degrees).
  private func holds(_ exact: Double, in means: [Double]) -> Bool {
    let mean = means.reduce(0, +) / 10
    let variance = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 9
    return abs(mean - exact) <= 4.781 * (variance / 10).squareRoot()
  }

  /// Erlang's C: the chance to wait.
  private func erlangC(_ servers: Int, _ load: Double) -> Double {
    let offered = load * Double(servers)
    var term = 1.0
    var sum = 1.0
    for count in 1..<max(2, servers) where count < servers {
      term *= offered / Double(count)
      sum += term
    }
    let last = (servers == 1 ? 1 : term) * offered / Double(servers) / (1 - load)
    return last / (sum + last)
  }

  @Test("M/M/c: c tasks of a vCPU are one queue with c servers", arguments: [1, 3, 8], [0.5, 0.9])
  func exponential(tasks: Int, load: Double) {
    let mean = 0.5
    let exact = mean + erlangC(tasks, load) * mean / (Double(tasks) * (1 - load))
    let found = means(tasks: tasks, load: load, demand: .exponential(mean: mean))
    #expect(holds(exact, in: found), "\(exact) in \(found)")
  }

  @Test("So are two tasks of two vCPUs: servers are what counts")
  func vCPUs() {
    let exact = 0.5 + erlangC(4, 0.8) * 0.5 / (4 * (1 - 0.8))
    let found = means(tasks: 2, cpuUnits: 2048, load: 0.8, demand: .exponential(mean: 0.5))
    #expect(holds(exact, in: found), "\(exact) in \(found)")
  }

  @Test("M/G/1 (Pollaczek and Khinchine)", arguments: [0, 0.5, 1.5], [0.4, 0.8])
  func general(cv: Double, load: Double) {
    let mean = 0.5
    let exact = mean + load * mean * (1 + cv * cv) / (2 * (1 - load))
    let demand: Variate = cv == 0 ? .constant(mean) : .lognormal(mean: mean, cv: cv)
    let found = means(tasks: 1, load: load, demand: demand)
    #expect(holds(exact, in: found), "\(exact) in \(found)")
  }

  @Test("CPU is the load, and waiting for something else takes a place but no CPU")
  func utilisation() throws {
    var setup = QueueSetup(demand: .constant(0.1), wait: .constant(0.9))
    setup.queue.concurrency = 5
    // 3 a second: 30 % of a vCPU, and three of five places.
    let plane = setup.plane(Array(repeating: 180, count: 600))
    plane.begin(0..<1)
    plane.pass(minutes: 1...600)
    let cpu = plane.minutes.compactMap(\.cpuPercent).reduce(0, +) / 600
    #expect(abs(cpu - 30) < 1)
    let inProgress = plane.minutes.reduce(0) { $0 + $1.inProgress } / 600
    #expect(inProgress > 3 && inProgress < 6)
  }
}

@Suite("Receipts, visibility and what is lost")
struct QueueReceiptTests {
  /// One message at most: all that come in the first minute of a small rate.
  private func single(_ setup: QueueSetup) -> QueuePlane {
    var setup = setup
    for seed in 1...1000 {
      setup.seed = UInt64(seed)
      let plane = setup.plane([1])
      plane.advance(to: .minute(1))
      if plane.queue?.sent == 1 {
        plane.closeMinute()
        return plane
      }
    }
    return setup.plane([1])
  }

  @Test("Work that outlasts the visibility timeout is done again by whoever is free, for ever")
  func tooLong() throws {
    var setup = QueueSetup(demand: .constant(50))
    setup.queue.visibilityTimeout = .seconds(30)
    setup.queue.maxReceiveCount = 4
    let plane = single(setup)
    plane.begin(0..<10)
    plane.pass(minutes: 2...10)
    plane.finish()
    let outcome = try #require(plane.queue)
    // At 60 s, 90 s, 120 s, 150 s; at 180 s it has been received four times.
    #expect(outcome.redeliveries == 3 && outcome.deadLettered == 1 && outcome.deleted == 0)
    #expect(plane.minutes[0].errors.undelivered == 1)
    #expect(plane.contradictions.isEmpty)
  }

  @Test("With one worker nobody receives it meanwhile, and the late delete counts")
  func lateDelete() throws {
    var setup = QueueSetup(demand: .constant(50))
    setup.queue.visibilityTimeout = .seconds(30)
    let plane = single(setup)
    plane.begin(0..<1)
    plane.advance(to: SimTime(seconds: 100))
    let seen = try #require(plane.closedQueue)
    #expect((seen.visible, seen.notVisible, seen.runningTasks) == (1, 0, 1))
    plane.pass(minutes: 2...10)
    plane.finish()
    #expect(plane.queue?.deleted == 1 && plane.queue?.redeliveries == 0)
    #expect(plane.contradictions.isEmpty)
  }

  @Test("What a stopped task had in hand waits for the end of its receipt")
  func stoppedTask() throws {
    var setup = QueueSetup(demand: .constant(20))
    setup.queue.visibilityTimeout = .seconds(120)
    let plane = single(setup)
    plane.begin(0..<1)
    // Received at 60 s, cut off at 70 s, visible again at 180 s, done at 200 s.
    plane.advance(to: SimTime(seconds: 70))
    #expect(plane.idleTime(of: TaskID(index: 0)) == SimTime(seconds: 80))
    plane.taskDraining(TaskID(index: 0))
    plane.taskStopped(TaskID(index: 0))
    plane.begin(1..<2)
    plane.advance(to: SimTime(seconds: 179))
    var seen = try #require(plane.closedQueue)
    #expect((seen.visible, seen.notVisible) == (0, 1))
    plane.advance(to: SimTime(seconds: 199))
    #expect(plane.queue?.deleted == 0 && plane.queue?.redeliveries == 1)
    plane.advance(to: SimTime(seconds: 201))
    #expect(plane.queue?.deleted == 1)
    seen = try #require(plane.closedQueue)
    #expect((seen.visible, seen.notVisible, seen.oldestAge) == (0, 0, nil))
    plane.finish()
    #expect(plane.contradictions.isEmpty)
  }

  @Test("A task that is told to stop finishes what it has, and takes no more")
  func draining() throws {
    let plane = QueueSetup(demand: .constant(10)).plane([60])
    plane.begin(0..<1)
    plane.advance(to: SimTime(seconds: 30))
    let task = TaskID(index: 0)
    let deleted = try #require(plane.queue?.deleted)
    plane.taskDraining(task)
    let idle = plane.idleTime(of: task)
    #expect(idle <= SimTime(seconds: 40))
    plane.advance(to: idle)
    plane.advance(to: .minute(2))
    #expect(plane.queue?.deleted == deleted + 1)
    #expect(plane.closedQueue?.runningTasks == 0)
  }

  @Test("Metrics: depth, age, what was sent, and the backlog of each task")
  func metrics() throws {
    var setup = QueueSetup(demand: .constant(1000))
    setup.queue.visibilityTimeout = .hours(1)
    let plane = setup.plane([100, 0, 0])
    plane.advance(to: .minute(1))
    var seen = try #require(plane.closedQueue)
    let sent = seen.sent
    #expect(sent > 50 && seen.visible == sent && seen.runningTasks == 0)
    // Without a task it is the number of messages (AWS Copilot's BacklogPerTask).
    #expect(seen.backlogPerTask == sent)
    let age = try #require(seen.oldestAge)
    #expect(age > 50 && age < 60)
    plane.begin(0..<4)
    plane.advance(to: .minute(2))
    let metrics = plane.closeMetricWindow()
    seen = try #require(plane.queueMetrics)
    #expect((seen.sent, seen.visible, seen.notVisible) == (0, sent - 4, 4))
    #expect(seen.backlogPerTask == (sent - 4) / 4 && seen.oldestAge == age + 60)
    #expect((metrics.cpuPercent ?? 0) > 99.999 && metrics.requestsPerTarget == nil)
  }

  @Test("A message that is put back after three receipts makes the queue no older")
  func poison() throws {
    var setup = QueueSetup(demand: .constant(1000))
    setup.queue.visibilityTimeout = .seconds(30)
    let plane = single(setup)
    plane.begin(0..<3)
    plane.advance(to: SimTime(seconds: 149))
    #expect(try #require(plane.closedQueue).oldestAge != nil)
    // Received at 60, 90 and 120 s; from 150 s on it is the last.
    plane.advance(to: SimTime(seconds: 151))
    let seen = try #require(plane.closedQueue)
    #expect(seen.visible == 1 && seen.oldestAge == nil)
  }

  @Test("Messages outlive neither their retention nor a run without workers unnoticed")
  func expiry() throws {
    var setup = QueueSetup(demand: .constant(1))
    setup.queue.retention = .minutes(5)
    let plane = setup.plane([10, 0, 0, 0, 0, 0, 0, 20])
    plane.pass(minutes: 1...8)
    plane.finish()
    let outcome = try #require(plane.queue)
    let first = plane.minutes[0].offered
    #expect(outcome.expired == first && outcome.left == outcome.sent - first)
    #expect(plane.minutes[0].latency?.max == 300_000)
    #expect(plane.contradictions.isEmpty)
  }
}

@Suite("Nothing is lost or made up, whatever happens to tasks")
struct QueueConservationTests {
  @Test("Tasks come and go at random", arguments: 1...20)
  func random(seed: UInt64) throws {
    var random = RandomStream(seed: seed, replication: 0, component: "test", entity: "queue")
    var setup = QueueSetup(demand: .exponential(mean: 3), wait: .exponential(mean: 1))
    setup.seed = seed
    setup.queue.visibilityTimeout = SimDuration(seconds: 2 + 20 * random.uniform())
    setup.queue.concurrency = 1 + Int(4 * random.uniform())
    setup.queue.maxReceiveCount = random.uniform() < 0.5 ? 2 : nil
    setup.queue.retention = .minutes(random.uniform() < 0.5 ? 5 : 500)
    let plane = setup.plane((0..<60).map { _ in 120 * random.uniform() })
    var alive: [TaskID] = []
    var next = 0
    for minute in 1...60 {
      for offset in [60 * random.uniform(), 60 * random.uniform()].sorted() {
        plane.advance(to: SimTime(seconds: Double(minute - 1) * 60 + offset))
        if random.uniform() < 0.6 || alive.isEmpty {
          alive.append(TaskID(index: next))
          plane.begin(next..<next + 1)
          next += 1
        } else {
          let task = alive.remove(at: Int(random.uniform() * Double(alive.count)))
          if random.uniform() < 0.5 { plane.taskDraining(task) }
          plane.taskStopped(task)
        }
      }
      plane.advance(to: .minute(Int64(minute)))
      plane.closeMinute()
    }
    plane.finish()
    let outcome = try #require(plane.queue)
    #expect(outcome.sent == outcome.deleted + outcome.undelivered)
    #expect(outcome.redeliveries > 0)
    #expect(plane.contradictions == [])
  }
}
