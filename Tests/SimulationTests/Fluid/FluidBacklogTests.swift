import Foundation
import Kernel
import Simulation
import Testing
import Units

@Suite("Bounded queues in the fluid plane")
struct FluidBacklogTests {
  private struct Result {
    let refused: Double
    /// Mean latency in milliseconds of what was not refused.
    let mean: Double

    init(_ minutes: RowLog<MinuteLoad>) {
      // The first minutes fill the queue.
      let rest = minutes.dropFirst(30)
      let offered = rest.reduce(0) { $0 + $1.offered }
      let unavailable = rest.reduce(0) { $0 + $1.errors.unavailable }
      refused = Double(unavailable) / Double(offered)
      mean = Double(rest.reduce(0) { $0 + $1.openMilliseconds }) / Double(offered - unavailable)
    }
  }

  private static func setup(
    vCPU: Int, tasks: Int, load: Double, backlog: Int, cpu: Variate
  ) -> FluidSetup {
    var setup = FluidSetup(
      vCPU: vCPU, tasks: tasks, rate: load * Double(vCPU * tasks) / cpu.mean, minutes: 120,
      demand: RequestDemand(cpu: cpu))
    setup.configuration.backlog = backlog
    setup.configuration.timeouts.loadBalancerIdle = .seconds(4000)
    return setup
  }

  @Test("M/M/1/K is exact", arguments: [0.3, 0.7, 0.95, 1, 1.1, 2], [0, 1, 2, 7, 40])
  func oneServer(load: Double, backlog: Int) {
    let result = Result(
      Self.setup(
        vCPU: 1, tasks: 1, load: load, backlog: backlog, cpu: .exponential(mean: 0.05)
      ).fluid().minutes)
    // The probability of k requests at the task is proportional to load^k, k up to backlog + 1.
    let weights = (0...backlog + 1).map { pow(load, Double($0)) }
    let total = weights.reduce(0, +)
    let loss = weights[backlog + 1] / total
    let inSystem = weights.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element } / total
    // Little's law for those that are let in.
    let mean = 50 * inSystem / (load * (1 - loss))
    #expect(abs(result.refused - loss) < 1e-3)
    #expect(abs(result.mean / mean - 1) < 3e-3)
  }

  @Test("Without waiting places several servers lose what Erlang says", arguments: [0.4, 0.8, 1.5])
  func erlangB(load: Double) {
    var loss = 1.0
    for server in 1...4 { loss = 4 * load * loss / (Double(server) + 4 * load * loss) }
    // Whatever the service times are.
    for cpu in [Variate.exponential(mean: 0.05), .lognormal(mean: 0.05, cv: 1.5)] {
      let result = Result(
        Self.setup(vCPU: 4, tasks: 1, load: load, backlog: 0, cpu: cpu).fluid().minutes)
      #expect(abs(result.refused - loss) < 1e-3)
      #expect(abs(result.mean - 50) < 0.1)
    }
  }

  @Test(
    "Tasks fed round robin refuse and keep waiting as with requests",
    arguments: [(1, 4), (4, 1), (2, 6)], [0, 1, 5, 20])
  func roundRobin(size: (vCPU: Int, tasks: Int), backlog: Int) {
    for load in [0.6, 0.9, 1.2] {
      let setup = Self.setup(
        vCPU: size.vCPU, tasks: size.tasks, load: load, backlog: backlog,
        cpu: .lognormal(mean: 0.08, cv: 1))
      let (fluid, exact) = (Result(setup.fluid().minutes), Result(setup.requests().minutes))
      #expect(abs(fluid.refused - exact.refused) < 0.025, "\(load): \(fluid) \(exact)")
      #expect(abs(fluid.mean / exact.mean - 1) < 0.07, "\(load): \(fluid) \(exact)")
    }
  }

  @Test("A task under overload is busy from its first minute on, while its queue fills")
  func filling() {
    // Each request keeps the task busy for four minutes; a thousand come in each.
    let setup = Self.setup(
      vCPU: 1, tasks: 1, load: 4000, backlog: 5, cpu: .lognormal(mean: 240, cv: 1))
    let minutes = setup.fluid().minutes
    #expect(minutes.allSatisfy { ($0.cpuPercent ?? 0) > 99 })
    // Six are let in at once, and one every four minutes.
    let accepted = minutes.prefix(4).reduce(0) { $0 + $1.offered - $1.errors.unavailable }
    #expect(abs(accepted - 7) <= 2)
  }
}
