import Foundation
import Kernel
import Simulation
import Testing
import Units

@Suite("Connections that stay with their task")
struct ConnectionTests {
  private static func setup(
    rate: Double, minutes: Int, tasks: Int, duration: Variate, seed: UInt64 = 1,
    change: (inout ServiceConfiguration) -> Void = { _ in }
  ) -> BoundWorkSetup {
    BoundWorkSetup(rate: rate, minutes: minutes, tasks: tasks, seed: seed) {
      $0.connection = ConnectionUse(duration: duration)
      change(&$0)
    }
  }

  @Test(
    "M/G/∞: rate × duration are open from the first minute on, whatever the durations' shape",
    arguments: [
      Variate.constant(600), .exponential(mean: 600), .lognormal(mean: 600, cv: 1.5),
    ])
  func insensitivity(duration: Variate) throws {
    var setup = Self.setup(rate: 4, minutes: 900, tasks: 3, duration: duration)
    setup.pass(1)
    // 2400 with a standard deviation of √2400.
    #expect(abs(Double(try setup.last.connections) - 2400) < 4 * 2400.0.squareRoot())
    // What is left of the first ones is as long as in a steady state.
    setup.pass(9)
    #expect(abs(Double(try setup.last.connections) - 2400) < 4 * 2400.0.squareRoot())
    setup.pass(890)
    setup.plane.finish()
    let work = try #require(setup.plane.boundWork)
    let connections = try #require(work.connections)
    #expect(abs(connections.connectionSeconds / (900 * 60) / 2400 - 1) < 0.015)
    let minutes = work.openMilliseconds.reduce(0, +)
    #expect(abs(Double(minutes) / 1000 - connections.connectionSeconds) < 0.01)
    // A third each: the balancer takes turns.
    for row in setup.minutes { #expect(row.mostConnections - row.leastConnections < 250) }
    #expect(connections.cut == 0 && connections.reconnections == 0)
    #expect(setup.plane.books?.contradictions(of: setup.plane).isEmpty == true)
  }

  @Test("After a scale-out a new task has 1 − exp(−t ÷ mean) of its share at time t")
  func scaleOut() throws {
    var setup = Self.setup(rate: 20, minutes: 140, tasks: 2, duration: .exponential(mean: 1800))
    setup.pass(20)
    let before = try setup.last
    #expect(before.leastConnections > 17_000)
    setup.start()
    setup.start()
    var passed = 0.0
    for minutes in [5, 15, 40, 60] {
      setup.pass(minutes)
      passed += Double(minutes)
      let risen = 1 - exp(-passed / 30)
      let row = try setup.last
      #expect(row.targets == 4)
      #expect(abs(Double(row.leastConnections) / (9000 * risen) - 1) < 0.05)
      #expect(abs(Double(row.mostConnections) / (9000 * (2 - risen)) - 1) < 0.03)
      // New ones are spread at once.
      #expect(row.mostRequests - row.leastRequests <= 1)
    }
  }

  @Test("To least outstanding requests an open connection is one: a new task gets all new ones")
  func leastOutstanding() throws {
    var setup = Self.setup(rate: 10, minutes: 60, tasks: 2, duration: .constant(1800)) {
      $0.routing = .leastOutstandingRequests
    }
    setup.pass(5)
    setup.start()
    setup.pass(5)
    let row = try setup.last
    // Some 600 a minute for five minutes, against 300 a minute and more in turn.
    #expect(abs(Double(row.leastConnections) / 3000 - 1) < 0.1)
    #expect(row.leastRequests == 0)
    // Old ones lose 300 a minute each meanwhile, so that all have 6000 after ten.
    setup.pass(20)
    let balanced = try setup.last
    #expect(balanced.mostConnections - balanced.leastConnections < 50)
    #expect(abs(Double(balanced.leastConnections) / 6000 - 1) < 0.05)
  }

  @Test(
    "Connections take their share of the CPU: M/M/1 on the rest of the task",
    arguments: QueueDiscipline.allCases)
  func cpu(discipline: QueueDiscipline) throws {
    var setup = BoundWorkSetup(
      rate: 20, minutes: 400, tasks: 1, demand: .exponential(mean: 0.01)
    ) {
      $0.discipline = discipline
      $0.connection = ConnectionUse(duration: .constant(500))
      $0.connection?.cpuPerSecond = 0.00004
    }
    setup.pass(400)
    setup.plane.finish()
    // 10,000 connections take 0.4 vCPU; of 10 ms at speed 0.6 the load is a third.
    let latency = try #require(setup.plane.runLatency)
    #expect(abs(latency.mean / (10 / 0.6 / (1 - 1.0 / 3)) - 1) < 0.02)
    let cpu = setup.plane.minutes.reduce(0) { $0 + ($1.cpuPercent ?? 0) } / 400
    #expect(abs(cpu / 60 - 1) < 0.01)
  }

  @Test("Connections that ask for more than the task has leave nothing for requests")
  func saturation() throws {
    var setup = Self.setup(rate: 10, minutes: 10, tasks: 1, duration: .constant(600)) {
      $0.connection?.cpuPerSecond = 0.001
      $0.timeouts.client = .seconds(5)
    }
    setup.pass(3)
    let minute = try #require(setup.plane.minutes.last)
    #expect(minute.cpuPercent == 100)
    #expect(minute.errors.clientTimeout > minute.offered * 9 / 10)
    #expect(setup.plane.checkDelay(of: TaskID(index: 0)) > .seconds(60))
  }

  @Test("A target that drains keeps its connections for the delay, then they are cut and reopened")
  func draining() throws {
    var setup = Self.setup(rate: 10, minutes: 20, tasks: 2, duration: .constant(7200)) {
      $0.lifeCycle.deregistrationDelay = .seconds(90)
    }
    setup.pass(2)
    let first = TaskID(index: 0)
    let before = try setup.last
    setup.drain(first)
    #expect(setup.plane.idleTime(of: first) == .minute(2) + .seconds(90))
    setup.pass(1)
    #expect(try setup.last.cut == 0)
    setup.pass(1)
    let row = try setup.last
    // Those of one of two tasks, less what their clients closed: in 90 s one in 80 of them.
    let half = Double(before.connections) / 2
    #expect(abs(Double(row.cut) / half - 79.0 / 80) < 0.01)
    #expect(row.targets == 1 && Int64(row.mostConnections) == row.connections)
    #expect(setup.plane.openConnections == [TaskID(index: 1): Int(row.mostConnections)])
    #expect(setup.plane.idleTime(of: first) == .minute(4))
    setup.plane.taskStopped(first)
    setup.pass(1)
    setup.plane.finish()
    let connections = try #require(setup.plane.boundWork?.connections)
    #expect(connections.cut == row.cut && connections.reconnections == row.cut)
    let offered = setup.plane.minutes.reduce(0) { $0 + $1.offered }
    #expect(abs(Double(offered - connections.reconnections) / 3000 - 1) < 0.1)
    // None is lost: as many as before are open, and each client goes when it would have gone.
    #expect(abs(Double(connections.open) / 72_000 - 1) < 0.02)
    #expect(setup.plane.books?.contradictions(of: setup.plane).isEmpty == true)
  }

  @Test("A connection that a late answer opens after the deregistration delay is cut at once")
  func late() throws {
    var setup = Self.setup(rate: 10, minutes: 5, tasks: 2, duration: .constant(1000)) {
      $0.demand.wait = .constant(5)
      $0.lifeCycle.deregistrationDelay = .zero
    }
    setup.pass(2)
    let open = try setup.last.leastConnections
    setup.drain(TaskID(index: 0))
    setup.pass(1)
    #expect(setup.plane.openConnections.keys.map(\.index) == [1])
    // Those that were open, and those of the requests of five seconds.
    #expect(try setup.last.cut > Int64(open) + 10)
    setup.plane.taskStopped(TaskID(index: 0))
    setup.pass(1)
    setup.plane.finish()
    #expect(setup.plane.books?.contradictions(of: setup.plane).isEmpty == true)
  }

  @Test("Clients that do not reconnect are gone with their task")
  func gone() throws {
    var setup = Self.setup(rate: 10, minutes: 5, tasks: 2, duration: .constant(7200)) {
      $0.connection?.reconnects = false
    }
    setup.pass(1)
    let before = try setup.last.connections
    setup.plane.taskFailed(TaskID(index: 1))
    setup.pass(1)
    let row = try setup.last
    #expect(abs(Double(row.cut) / Double(before) - 0.5) < 0.01)
    #expect(row.connections < before * 6 / 10)
    #expect(setup.plane.boundWork?.connections?.reconnections == 0)
  }

  @Test("An open connection holds the memory of a request in progress")
  func memory() throws {
    var setup = Self.setup(rate: 10, minutes: 5, tasks: 1, duration: .exponential(mean: 400)) {
      $0.memoryUse.base = 819.2
      $0.memoryUse.perConcurrentRequest = 0.4096
    }
    setup.pass(3)
    _ = setup.plane.closeMetricWindow()
    setup.pass(1)
    // A tenth, and 4000 connections of a part in 20,000 of the task each.
    let percent = try #require(setup.plane.closeMetricWindow().memoryPercent)
    let open = try #require(setup.plane.minutes.last).inProgress
    #expect(abs(open / 4000 - 1) < 0.08)
    #expect(abs(percent - (10 + open / 200)) < 0.01)
  }

  @Test("Books of connections say what they contradict")
  func books() {
    var connections = ConnectionOutcome()
    (connections.atStart, connections.opened, connections.closed) = (5, 10, 8)
    (connections.cut, connections.open) = (3, 4)
    (connections.connectionSeconds, connections.heldSeconds) = (100, 100)
    func contradictions() -> Int {
      RequestBooks(
        arrivals: 0, measured: nil, requestSeconds: 0, latencySeconds: 0, connections: connections
      ).contradictions(RequestResults()).count
    }
    #expect(contradictions() == 0)
    connections.cut = 2
    #expect(contradictions() == 1)
    connections.heldSeconds = 101
    #expect(contradictions() == 2)
  }
}

extension RequestBooks {
  /// What a plane's minutes contradict.
  func contradictions(of plane: RequestPlane<EventDrivenEngine>) -> [String] {
    var results = RequestResults()
    for load in plane.minutes {
      results.minutes += 1
      results.offered += load.offered
      results.errors += load.errors
      results.leastServed = min(results.leastServed, load.served)
      results.openMilliseconds += load.openMilliseconds
    }
    return contradictions(results)
  }
}
