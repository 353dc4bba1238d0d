import Foundation
import Kernel
import Simulation
import Testing
import Units

@Suite("Requests in flight against queueing theory")
struct EventDrivenTheoryTests {
  @Test(
    "M/G/1 processor sharing: the mean is S/(1−ρ), whatever the shape of the demand",
    arguments: [
      Variate.constant(0.01), .exponential(mean: 0.01), .lognormal(mean: 0.01, cv: 2),
    ])
  func insensitivity(demand: Variate) throws {
    let setup = EventDrivenSetup(cpuUnits: 1024, demand: demand, rate: 70, minutes: 600)
    let latency = try #require(setup.run(.processorSharing).runLatency)
    #expect(abs(latency.mean / (10 / (1 - 0.7)) - 1) < 0.02)
  }

  @Test("processor sharing over two vCPUs has the mean of M/M/2")
  func twoCores() throws {
    let setup = EventDrivenSetup(
      cpuUnits: 2048, demand: .lognormal(mean: 0.02, cv: 1.5), rate: 70, minutes: 600)
    let latency = try #require(setup.run(.processorSharing).runLatency)
    // M/M/2: S / (1 − ρ²), ρ = 0.7.
    #expect(abs(latency.mean / (20 / (1 - 0.49)) - 1) < 0.02)
  }

  @Test("so many workers that each wait for a database are the servers of M/M/4")
  func workers() throws {
    var setup = EventDrivenSetup(
      cpuUnits: 1024, demand: .constant(0), wait: .exponential(mean: 0.02), rate: 150,
      minutes: 300)
    setup.configuration.concurrency = 4
    for discipline in QueueDiscipline.allCases {
      let latency = try #require(setup.run(discipline).runLatency)
      #expect(abs(latency.mean / 30.1887 - 1) < 0.01)
      #expect(abs(latency.p95 / 82.562 - 1) < 0.01)
    }
  }

  @Test("without a backlog the workers refuse what Erlang's loss formula says")
  func loss() {
    var setup = EventDrivenSetup(
      cpuUnits: 1024, demand: .constant(0), wait: .lognormal(mean: 0.02, cv: 1), rate: 150,
      minutes: 300)
    setup.configuration.concurrency = 4
    setup.configuration.backlog = 0
    let minutes = setup.run(.fifo).minutes
    let offered = minutes.reduce(0) { $0 + $1.offered }
    let refused = minutes.reduce(0) { $0 + $1.errors.unavailable }
    // B(4, 3): 3⁴/4! over the sum of 3ⁿ/n! up to 4.
    let expected = (81.0 / 24) / (1 + 3 + 4.5 + 4.5 + 81.0 / 24)
    #expect(abs(Double(refused) / Double(offered) / expected - 1) < 0.01)
  }

  @Test(
    "least outstanding requests over two tasks is join the shortest queue",
    arguments: [0.5, 0.8])
  func shortestQueue(load: Double) throws {
    var setup = EventDrivenSetup(
      cpuUnits: 1024, demand: .exponential(mean: 0.02), rate: load * 100, minutes: 600)
    setup.tasks = 2
    setup.configuration.routing = .leastOutstandingRequests
    let expected = Self.shortestQueueMean(load: load) * 20
    for discipline in QueueDiscipline.allCases {
      let latency = try #require(setup.run(discipline).runLatency)
      #expect(abs(latency.mean / expected - 1) < 0.015)
    }
  }

  /// Mean time in system over mean service time of two M/M/1 queues of which each arrival joins the
  /// shorter: from the balance equations of the pair of queue lengths, iterated to rest.
  private static func shortestQueueMean(load: Double) -> Double {
    let size = 60
    let rate = 2 * load
    var weights = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
    weights[0][0] = 1
    // By the longer and the shorter queue; uniformised with the greatest rate, 2·load + 2.
    for _ in 0..<6000 {
      var next = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
      for long in 0..<size {
        for short in 0...long {
          let weight = weights[long][short] / (rate + 2)
          guard weight > 0 else { continue }
          func move(_ a: Int, _ b: Int, _ rate: Double) {
            next[min(max(a, b), size - 1)][min(a, b)] += weight * rate
          }
          move(long, min(short + 1, size - 1), rate)
          move(max(0, long - 1), short, 1)
          move(long, max(0, short - 1), 1)
        }
      }
      weights = next
    }
    var mean = 0.0
    for long in 0..<size {
      for short in 0...long { mean += weights[long][short] * Double(long + short) }
    }
    return mean / rate
  }

  @Test("the time that requests were in progress is what their latencies add up to")
  func littlesLaw() {
    for seed in 1...20 as ClosedRange<UInt64> {
      var random = RandomStream(seed: seed, component: "test", entity: "in flight")
      var setup = EventDrivenSetup(
        cpuUnits: [256, 1024, 2048][Int(random.next() % 3)],
        demand: .lognormal(mean: 0.02, cv: 1), wait: .exponential(mean: 0.05),
        rate: random.uniform(in: 5...120), minutes: 5)
      setup.tasks = 1 + Int(random.next() % 3)
      setup.configuration.routing = .leastOutstandingRequests
      setup.configuration.concurrency = [nil, 3, 20][Int(random.next() % 3)]
      setup.configuration.backlog = [nil, 0, 50][Int(random.next() % 3)]
      setup.configuration.timeouts.client = .seconds(2)
      setup.configuration.quotaPeriod = [nil, .milliseconds(100)][Int(random.next() % 2)]
      for discipline in QueueDiscipline.allCases {
        let plane = setup.run(discipline)
        let open = plane.minutes.reduce(0.0) { $0 + Double($1.openMilliseconds) / 1000 }
        #expect(abs(open - plane.requestSeconds) < 0.001 * 5)
        #expect(plane.minutes.allSatisfy { $0.served >= 0 })
      }
    }
  }
}
