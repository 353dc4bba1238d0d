import Autoscaling
import Foundation
import Kernel
import Simulation
import Testing
import Units
import Workload

@Suite("Requests that somebody gives up on in the fluid plane")
struct FluidGiveUpTests {
  private func setup(_ demand: RequestDemand, rate: Double, client: SimDuration) -> FluidSetup {
    var setup = FluidSetup(vCPU: 4, rate: rate, minutes: 60, demand: demand)
    setup.configuration.timeouts.client = client
    return setup
  }

  @Test("without a wait take the mean of min(service, limit)", arguments: [50, 100, 200, 1000])
  func exponential(limitMs: Int64) throws {
    // Exponential service of 100 ms at a load of 1 %: m (1 - e^(-limit / m)).
    let latency = try #require(
      setup(
        RequestDemand(cpu: .exponential(mean: 0.1)), rate: 0.4, client: .milliseconds(limitMs)
      ).fluid().runLatency)
    let mean = 100 * (1 - exp(-Double(limitMs) / 100))
    #expect(abs(latency.mean / mean - 1) < 1e-3)
    #expect(latency.p99 <= Double(limitMs))
  }

  @Test("agree with requests in the mean", arguments: [0.3, 0.7, 0.85, 1.3])
  func requests(load: Double) throws {
    let setup = setup(
      RequestDemand(
        cpu: .lognormal(mean: 0.08, cv: 1), wait: .lognormal(mean: 0.2, cv: 2)),
      rate: load * 50, client: .seconds(1))
    let fluid = try #require(setup.fluid().runLatency)
    let exact = try #require(setup.requests().runLatency)
    #expect(abs(fluid.mean / exact.mean - 1) < 0.025, "\(fluid) \(exact)")
  }

  @Test(
    "Half of what is sent to two tasks, one of them gone, takes until somebody gives up connecting",
    arguments: [60, 4] as [Int64])
  func unreachable(clientSeconds: Int64) throws {
    let setup = setup(
      RequestDemand(cpu: .constant(0.01)), rate: 2, client: .seconds(clientSeconds))
    var plane = FluidPlane(
      model: FluidModel(setup.configuration), profile: setup.profile,
      calendar: ControlSetup.calendar(seconds: 3600), seed: 1)
    for index in 0..<2 {
      plane.taskStarted(TaskID(index: index))
      plane.taskHealthy(TaskID(index: index))
    }
    plane.taskFailed(TaskID(index: 1))
    plane.advance(to: .minute(1))
    plane.closeMinute()
    let minute = try #require(plane.minutes.last)
    // A target that accepts no connection is given up after ten seconds, unless the client is faster.
    let seconds = min(10, Double(clientSeconds))
    #expect(minute.offered == 120)
    #expect(minute.errors.gatewayTimeout == (clientSeconds > 10 ? 60 : 0))
    #expect(minute.errors.clientTimeout == (clientSeconds > 10 ? 0 : 60))
    let mean = try #require(minute.latency).mean
    #expect(abs(mean / (1000 * (0.01 + seconds) / 2) - 1) < 1e-3)
    // Bins are up to 6 % wide.
    #expect(abs(try #require(minute.latency).p95 / (1000 * seconds) - 1) < 0.06)
  }

  @Test(
    "Requests as slow as the longest wait for them break no law, nor do those without any work",
    arguments: [
      Variate.lognormal(mean: 60, cv: 1), .lognormal(mean: 1, cv: 20), .constant(0),
    ], [nil, 0, 5])
  func extremes(cpu: Variate, backlog: Int?) {
    var service = ControlSetup.service(policies: [TargetTracking(metric: .cpu, target: 60)])
    service.demand = RequestDemand(cpu: cpu)
    service.backlog = backlog
    let profile = RateProfile(step: 60, expected: [Double](repeating: 30, count: 60))
    let calendar = ControlSetup.calendar(seconds: 3600)
    let outcome = ServiceSimulation.run(
      configuration: service,
      plane: FluidPlane(
        model: FluidModel(service), profile: profile, calendar: calendar, seed: 1),
      calendar: calendar, seed: 1)
    #expect(outcome.contradictions == [])
    let limit = service.timeouts.loadBalancerIdle.inSeconds * 1000
    #expect(outcome.timeline.allSatisfy { ($0.latency?.mean ?? 0) <= limit * (1 + 1e-9) })
  }
}
