import Kernel
import Simulation
import Testing
import Units
import Workload

/// One task under closed-loop clients, without a trace unless `rate` says so.
private func run(
  _ tests: [LoadTest], cpuUnits: Int = 1024, demand: Variate, minutes: Int, seed: UInt64 = 1,
  rate: Double = 0, change: (inout ServiceConfiguration) -> Void = { _ in }
) -> RequestPlane<FIFOEngine> {
  var configuration = ServiceConfiguration(
    name: "web", cpuUnits: cpuUnits, memoryMB: 8192, share: 1, minTasks: 1, maxTasks: 1,
    initialTasks: 1, demand: RequestDemand(cpu: demand))
  configuration.loadTests = tests
  change(&configuration)
  let plane = RequestPlane<FIFOEngine>(
    configuration: configuration,
    profile: RateProfile(step: 60, expected: [Double](repeating: rate * 60, count: minutes)),
    seed: seed)
  plane.taskStarted(TaskID(index: 0))
  plane.taskHealthy(TaskID(index: 0))
  for minute in 1...minutes {
    plane.advance(to: .minute(Int64(minute)))
    plane.closeMinute()
  }
  return plane
}

private func clients(
  _ count: Int, think: Variate = .constant(0), rtt: SimDuration = .zero
) -> LoadTest {
  LoadTest(name: "users", clients: count, thinkTime: think, rtt: rtt)
}

@Suite("Closed-loop load")
struct ClosedLoopTests {
  @Test("Three clients on one server, worked by hand")
  func byHand() throws {
    // The server is always busy: 100 answers a second, each client has one every 30 ms, 5 of which
    // pass in the network.
    let plane = run(
      [clients(3, rtt: .milliseconds(5))], demand: .constant(0.01), minutes: 10)
    let test = try #require(plane.loadTests.first)
    #expect(abs(test.requestsPerSecond - 100) < 0.1)
    #expect(abs(try #require(test.latency).mean - 30) < 0.01)
    #expect(abs(test.slowest - 35) < 30 && test.errors == 0)
    // Time at the load balancer is what is left without the network.
    let open = plane.minutes.reduce(0) { $0 + $1.openMilliseconds }
    let offered = plane.minutes.reduce(0) { $0 + $1.offered }
    #expect(abs(Double(open) / Double(offered) - 25) < 0.01)
  }

  /// Throughput of N clients with exponential think times on c exponential servers: the
  /// machine-repair model, from its birth and death equations.
  private func machineRepair(clients: Int, servers: Int, service: Double, think: Double) -> Double {
    var weights = [1.0]
    for waiting in 0..<clients {
      let births = Double(clients - waiting) / think
      let deaths = Double(min(waiting + 1, servers)) / service
      weights.append(weights[waiting] * births / deaths)
    }
    let sum = weights.reduce(0, +)
    return weights.enumerated().reduce(0) {
      $0 + $1.element / sum * Double(min($1.offset, servers)) / service
    }
  }

  @Test(
    "M/M/c//N: throughput of the machine-repair model, and R = N/X − Z",
    arguments: [(1, 1), (5, 1), (20, 1), (60, 1), (8, 4), (40, 4), (120, 4)])
  func machineRepair(count: Int, servers: Int) throws {
    let service = 0.02
    let think = 0.5
    let exact = machineRepair(clients: count, servers: servers, service: service, think: think)
    let minutes = max(5, Int(40_000 / (exact * 60)))
    let found = try (1...8).map { seed in
      let plane = run(
        [clients(count, think: .exponential(mean: think))], cpuUnits: servers * 1024,
        demand: .exponential(mean: service), minutes: minutes, seed: UInt64(seed))
      let test = try #require(plane.loadTests.first)
      let rate = Double(test.requests) / (Double(minutes) * 60)
      // The interactive response time law is exact but for the run's two ends.
      let latency = try #require(test.latency).mean / 1000
      let law = Double(count) / rate - think
      #expect(abs(latency - law) < 0.02 * (think + latency))
      return rate
    }
    let mean = found.reduce(0, +) / 8
    let variance = found.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 7
    // Student's t, seven degrees, 99.9 %.
    #expect(abs(mean - exact) <= 5.408 * (variance / 8).squareRoot() + exact * 1e-3)
  }

  @Test("A quarter of a vCPU under wrk (C13): saturation ± 5 %, each throughput ± 15 %")
  func recordedCurve() throws {
    let recorded: [(connections: Int, rps: Double)] = [
      (4, 57), (8, 139), (12, 175), (16, 201), (24, 222), (32, 232), (48, 235), (96, 236),
    ]
    for (connections, rps) in recorded {
      // 1.06 ms of a vCPU; the server closes each connection, so a request takes two round trips.
      let plane = run(
        [clients(connections, rtt: .milliseconds(58))], cpuUnits: 256,
        demand: .exponential(mean: 0.00106), minutes: 5)
      let found = try #require(plane.loadTests.first).requestsPerSecond
      #expect(abs(found / rps - 1) < 0.15, "\(connections): \(found), not \(rps)")
      if connections >= 48 { #expect(abs(found / rps - 1) < 0.05) }
    }
  }

  @Test("Fifty clients 185 ms away cannot send more than they are answered")
  func clientLimit() throws {
    let plane = run(
      [clients(50, rtt: .milliseconds(185))], demand: .constant(0.0005), minutes: 5)
    let test = try #require(plane.loadTests.first)
    #expect(test.requestsPerSecond < 50 / 0.185 && test.requestsPerSecond > 260)
    #expect(test.fastest >= 185.499)
  }

  @Test("A test beside the trace leaves the trace's requests as they are, and ends when it says")
  func besideTrace() throws {
    var test = clients(4, think: .constant(0.1), rtt: .milliseconds(10))
    let alone = run([], demand: .constant(0.01), minutes: 6, rate: 20)
    test.rampUp = .seconds(60)
    let both = run([test], demand: .constant(0.01), minutes: 6, rate: 20)
    let outcome = try #require(both.loadTests.first)
    for (a, b) in zip(alone.minutes, both.minutes) { #expect(a.offered < b.offered) }
    let offered = both.minutes.reduce(0) { $0 + $1.offered }
    let trace = alone.minutes.reduce(0) { $0 + $1.offered }
    // Clients whose last answer came after the end have not counted it yet, or have at once.
    #expect(offered - trace == outcome.requests)
    #expect(both.minutes[0].offered - alone.minutes[0].offered < 60 * 4 * 6)
  }

  @Test("Nothing changes for requests that are served one by one, where none fails")
  func inOrder() throws {
    func summary(_ change: (inout ServiceConfiguration) -> Void) throws -> LatencySummary {
      try #require(
        run(
          [], cpuUnits: 2048, demand: .lognormal(mean: 0.02, cv: 1), minutes: 10, rate: 60,
          change: change
        ).runLatency)
    }
    let block = try summary { _ in }
    let single = try summary { $0.retries = RetryPolicy(count: 3) }
    #expect(block.p50 == single.p50 && block.p99 == single.p99)
    #expect(abs(block.mean - single.mean) < 1e-9)
  }
}

@Suite("Retries")
struct RetryTests {
  @Test("Waits double up to their maximum; jitter shortens them")
  func waits() {
    var policy = RetryPolicy(count: 5)
    policy.backoff = .milliseconds(100)
    policy.maximum = .seconds(1)
    policy.hasJitter = false
    let waits = (0..<6).map { policy.wait(after: $0, draw: 0.5) }
    #expect(waits == [0.1, 0.2, 0.4, 0.8, 1, 1])
    policy.hasJitter = true
    #expect(policy.wait(after: 1, draw: 0.25) == 0.05)
  }

  @Test("Without any task each request is tried as often as allowed, and every try is counted")
  func allFail() {
    let plane = run([], demand: .constant(0.01), minutes: 3, rate: 10) {
      $0.retries = RetryPolicy(count: 3)
    }
    let before = plane.minutes.reduce(0) { $0 + $1.offered }
    #expect(plane.retries == 0)
    let failing = RequestPlane<FIFOEngine>(
      configuration: {
        var service = ServiceConfiguration(
          name: "web", cpuUnits: 1024, memoryMB: 8192, share: 1, minTasks: 0, maxTasks: 1,
          initialTasks: 0, demand: RequestDemand(cpu: .constant(0.01)))
        service.retries = RetryPolicy(count: 3)
        return service
      }(), profile: RateProfile(step: 60, expected: [600, 600, 600, 0]), seed: 1)
    for minute in 1...4 {
      failing.advance(to: .minute(Int64(minute)))
      failing.closeMinute()
    }
    let offered = failing.minutes.reduce(0) { $0 + $1.offered }
    #expect(offered == 4 * before)
    #expect(failing.retries == 3 * before)
    #expect(failing.minutes.allSatisfy { $0.served == 0 && $0.errors.unavailable == $0.offered })
  }

  @Test("Retries keep an overload going after the load that began it has gone")
  func metastable() {
    func lateErrors(_ retries: RetryPolicy?) -> Int64 {
      let plane = RequestPlane<FIFOEngine>(
        configuration: {
          var service = ServiceConfiguration(
            name: "web", cpuUnits: 1024, memoryMB: 8192, share: 1, minTasks: 1, maxTasks: 1,
            initialTasks: 1, demand: RequestDemand(cpu: .exponential(mean: 0.01)))
          service.timeouts.client = .seconds(1)
          service.retries = retries
          return service
        }(),
        // 70 a second of the hundred that one task can do, but for two minutes of 150.
        profile: RateProfile(
          step: 60, expected: (0..<20).map { (2...3).contains($0) ? 9000 : 4200 }), seed: 1)
      plane.taskStarted(TaskID(index: 0))
      plane.taskHealthy(TaskID(index: 0))
      for minute in 1...20 {
        plane.advance(to: .minute(Int64(minute)))
        plane.closeMinute()
      }
      for load in plane.minutes { #expect(load.offered == load.served + load.errors.total) }
      return plane.minutes.suffix(5).reduce(0) { $0 + $1.errors.total }
    }
    #expect(lateErrors(nil) < 100)
    #expect(lateErrors(RetryPolicy(count: 3)) > 10_000)
  }
}
