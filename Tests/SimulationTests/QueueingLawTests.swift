import Autoscaling
import Foundation
import Kernel
import Ledger
import Simulation
import Testing
import Units
import Workload

/// One task of `servers` vCPUs under a constant rate, from its first request on.
private func queue(
  servers: Int, rate: Double, minutes: Int, demand: Variate, seed: UInt64, idleMinutes: Int = 0
) -> RequestPlane<FIFOEngine> {
  let configuration = ServiceConfiguration(
    name: "queue", cpuUnits: servers * 1024, memoryMB: 8192, share: 1, minTasks: 1, maxTasks: 1,
    initialTasks: 1, demand: RequestDemand(cpu: demand))
  let expected =
    [Double](repeating: 0, count: idleMinutes) + [Double](repeating: rate * 60, count: minutes)
  let plane = RequestPlane<FIFOEngine>(
    configuration: configuration, profile: RateProfile(step: 60, expected: expected), seed: seed)
  plane.taskStarted(TaskID(index: 0))
  plane.taskHealthy(TaskID(index: 0))
  for minute in 1...(idleMinutes + minutes) {
    plane.advance(to: .minute(Int64(minute)))
    plane.closeMinute()
  }
  return plane
}

@Suite("Queueing theory at several loads, with confidence intervals")
struct QueueingLawTests {
  /// Mean latency in seconds after a warm-up of a fifth, for each of ten seeds.
  private func means(servers: Int, load: Double, demand: Variate) -> [Double] {
    let rate = load * Double(servers) / demand.mean
    let minutes = max(10, Int(120_000 / (rate * 60)))
    return (1...10).map { seed in
      let plane = queue(
        servers: servers, rate: rate, minutes: minutes, demand: demand, seed: UInt64(seed))
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

  @Test("M/M/c", arguments: [1, 2, 4], [0.5, 0.8, 0.9])
  func exponential(servers: Int, load: Double) {
    let mean = 0.02
    let exact = mean + erlangC(servers, load) * mean / (Double(servers) * (1 - load))
    let found = means(servers: servers, load: load, demand: .exponential(mean: mean))
    #expect(holds(exact, in: found), "\(exact) in \(found)")
  }

  /// Crommelin's sum for the mean wait of M/D/c, in service times.
  private func crommelin(_ servers: Int, _ load: Double) -> Double {
    let offered = load * Double(servers)
    var wait = 0.0
    for m in 1...4000 {
      let mean = Double(m) * offered
      // Upper tails of a Poisson distribution, summed from their first term.
      func tail(from first: Int) -> Double {
        var logarithm = -mean + Double(first) * log(mean)
        for factor in stride(from: 1, through: first, by: 1) { logarithm -= log(Double(factor)) }
        var term = exp(logarithm)
        var sum = 0.0
        var count = first
        while term > 1e-18 || Double(count) < mean {
          sum += term
          count += 1
          term *= mean / Double(count)
        }
        return sum
      }
      let part = tail(from: m * servers) - Double(servers) / offered * tail(from: m * servers + 1)
      wait += part
      if part < 1e-10 { break }
    }
    return wait
  }

  @Test("M/D/c, exactly", arguments: [1, 2, 4], [0.5, 0.8])
  func constant(servers: Int, load: Double) {
    let time = 0.02
    if servers == 1 { #expect(abs(crommelin(1, load) - load / (2 * (1 - load))) < 1e-6) }
    let exact = time * (1 + crommelin(servers, load))
    let found = means(servers: servers, load: load, demand: .constant(time))
    #expect(holds(exact, in: found), "\(exact) in \(found)")
  }

  @Test("M/G/1 with lognormal demand (Pollaczek and Khinchine)", arguments: [0.5, 1], [0.4, 0.7])
  func general(cv: Double, load: Double) {
    let mean = 0.02
    let exact = mean + load * mean * (1 + cv * cv) / (2 * (1 - load))
    let found = means(servers: 1, load: load, demand: .lognormal(mean: mean, cv: cv))
    #expect(holds(exact, in: found), "\(exact) in \(found)")
  }

  @Test(
    "M/M/c/c: where none may wait, as many are refused as Erlang's B says", arguments: [1, 2, 4])
  func erlangB(servers: Int) throws {
    let mean = 0.1
    let offered = 0.8 * Double(servers)
    var blocked = 1.0
    for server in 1...servers {
      blocked = offered * blocked / (Double(server) + offered * blocked)
    }
    let shares = (1...10).map { seed in
      var service = ServiceConfiguration(
        name: "loss", cpuUnits: servers * 1024, memoryMB: 8192, share: 1, minTasks: 1, maxTasks: 1,
        initialTasks: 1, demand: RequestDemand(cpu: .exponential(mean: mean)))
      service.backlog = 0
      let plane = RequestPlane<FIFOEngine>(
        configuration: service,
        profile: RateProfile(
          step: 60, expected: [Double](repeating: offered / mean * 60, count: 30)),
        seed: UInt64(seed))
      plane.taskStarted(TaskID(index: 0))
      plane.taskHealthy(TaskID(index: 0))
      plane.advance(to: .minute(30))
      plane.closeMinute()
      let load = plane.minutes[0]
      return Double(load.errors.unavailable) / Double(load.offered)
    }
    #expect(holds(blocked, in: shares), "\(blocked) in \(shares)")
  }

  @Test("Little's law: requests in flight, counted each second, are arrivals times latency")
  func little() throws {
    var configuration = ServiceConfiguration(
      name: "queue", cpuUnits: 2048, memoryMB: 1000, share: 1, minTasks: 1, maxTasks: 1,
      initialTasks: 1, demand: RequestDemand(cpu: .lognormal(mean: 0.02, cv: 1)))
    configuration.demand.wait = .exponential(mean: 0.05)
    // One MB for each request in progress: the memory metric is their number, in thousandths.
    configuration.memoryUse.perConcurrentRequest = 1
    let profile = RateProfile(step: 60, expected: [Double](repeating: 80 * 60, count: 60))
    let plane = RequestPlane<FIFOEngine>(configuration: configuration, profile: profile, seed: 4)
    var oracle = RequestOracle(configuration: configuration, profile: profile, seed: 4)
    plane.taskStarted(TaskID(index: 0))
    oracle.taskStarted(TaskID(index: 0))
    plane.taskHealthy(TaskID(index: 0))
    oracle.taskHealthy(TaskID(index: 0))
    var memory: [Double] = []
    for minute in 1...60 {
      plane.advance(to: .minute(Int64(minute)))
      oracle.advance(to: .minute(Int64(minute)))
      plane.closeMinute()
      oracle.closeMinute()
      memory.append(try #require(plane.closeMetricWindow().memoryPercent) * 10)
    }
    // Counted from the oracle's list of arrivals and answers, without any latency.
    let arrivals = oracle.requests.map(\.arrival)
    let answers = oracle.requests.map(\.answered).sorted()
    var arrived = 0
    var answered = 0
    var sum = 0
    for second in 60..<3600 {
      while arrived < arrivals.count, arrivals[arrived] <= Double(second) { arrived += 1 }
      while answered < answers.count, answers[answered] <= Double(second) { answered += 1 }
      sum += arrived - answered
    }
    let inFlight = Double(sum) / 3540
    let offered = plane.minutes.reduce(0) { $0 + $1.offered }
    let latency = try #require(plane.runLatency).mean / 1000
    let law = Double(offered) / 3600 * latency
    #expect(abs(inFlight / law - 1) < 0.02)
    #expect(abs(memory.reduce(0, +) / 60 / law - 1) < 1e-6)
  }

  @Test("Twice the load at twice the speed is the same queue in half the time")
  func scaling() throws {
    let slow = queue(servers: 2, rate: 70, minutes: 20, demand: .exponential(mean: 0.02), seed: 3)
    let fast = queue(servers: 2, rate: 140, minutes: 10, demand: .exponential(mean: 0.01), seed: 3)
    let long = try #require(slow.runLatency).mean
    let short = try #require(fast.runLatency).mean
    #expect(abs(long / short - 2) < 1e-6)
  }

  @Test("A load that comes an hour later has the same latencies")
  func timeShift() throws {
    let demand = Variate.lognormal(mean: 0.02, cv: 1)
    let now = queue(servers: 2, rate: 80, minutes: 10, demand: demand, seed: 3)
    let later = queue(servers: 2, rate: 80, minutes: 10, demand: demand, seed: 3, idleMinutes: 60)
    for (a, b) in zip(now.minutes, later.minutes.dropFirst(60)) {
      #expect(a.offered == b.offered)
      #expect(abs((a.latency?.mean ?? 0) - (b.latency?.mean ?? 0)) < 1e-6)
    }
  }

  @Test("More maximum capacity never worsens the mean latency, and requests are conserved")
  func capacity() throws {
    for seed in 1...5 as ClosedRange<UInt64> {
      var last = Double.infinity
      for most in [2, 3, 4, 6, 8] {
        var service = ServiceConfiguration(
          name: "web", cpuUnits: 1024, memoryMB: 2048, share: 1, minTasks: 2, maxTasks: most,
          initialTasks: 2, demand: RequestDemand(cpu: .exponential(mean: 0.1)))
        service.policies = [TargetTracking(metric: .cpu, target: 60)]
        service.timeouts.client = .seconds(30)
        // Replacing busy tasks may well cost more than it helps.
        service.lifeCycle.unhealthyThreshold = 0
        let plane = RequestPlane<FIFOEngine>(
          configuration: service,
          profile: RateProfile(step: 60, expected: (0..<90).map { $0 < 10 ? 600 : 2000 }),
          seed: seed)
        let outcome = ServiceSimulation.run(
          configuration: service, plane: plane,
          calendar: ControlSetup.calendar(seconds: 5400), seed: seed)
        let mean = try #require(outcome.latency).mean
        #expect(mean <= last * 1.001)
        last = mean
        #expect(outcome.offered == outcome.served + outcome.errors.total)
        #expect(outcome.timeline.allSatisfy { $0.offered == $0.served + $0.errors.total })
      }
    }
  }
}
