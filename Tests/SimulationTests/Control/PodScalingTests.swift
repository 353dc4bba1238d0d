import Autoscaling
import Kernel
import Ledger
import Simulation
import Testing
import Units
import Workload

@Suite("Control plane: pods")
struct PodScalingTests {
  private static let metrics = [
    PodMetric(.cpu, target: 50), PodMetric(.requestsPerSecond, target: 20),
  ]

  private func service(min: Int, _ hpa: KubernetesHPA) -> ServiceConfiguration {
    var service = ControlSetup.withoutDelays(
      ControlSetup.service(min: min, max: 10, initial: max(1, min)))
    service.cpuUnits = 1024
    service.demand = RequestDemand(cpu: .constant(0.01))
    service.lifeCycle.provisioning = .seconds(5)
    service.lifeCycle.deregistrationDelay = .zero
    service.kubernetesHPA = hpa
    return service
  }

  /// `perSecond` requests in each minute.
  private func run(
    _ service: ServiceConfiguration, perSecond: [Double], fluid: Bool = false
  ) -> ServiceOutcome {
    let profile = RateProfile(step: 60, expected: perSecond.map { $0 * 60 })
    let calendar = ControlSetup.calendar(seconds: Int64(perSecond.count) * 60)
    func run(_ plane: some DataPlane) -> ServiceOutcome {
      ServiceSimulation.run(
        configuration: service, plane: plane, calendar: calendar, seed: 1)
    }
    return fluid
      ? run(
        FluidPlane(
          model: FluidModel(service), profile: profile, calendar: calendar, seed: 1))
      : run(RequestPlane(configuration: service, profile: profile, seed: 1))
  }

  @Test("The metric that asks for most pods decides, and is named", arguments: [false, true])
  func several(fluid: Bool) throws {
    // 100 requests a second take a processor and so two pods by CPU; by their rate five.
    let load = [Double](repeating: 100, count: 30)
    let both = run(
      service(min: 1, KubernetesHPA(metrics: Self.metrics)), perSecond: load, fluid: fluid)
    let cpu = run(service(min: 1, KubernetesHPA(target: 50)), perSecond: load, fluid: fluid)
    #expect((5...6).contains(try #require(both.timeline.last).running))
    #expect((2...3).contains(try #require(cpu.timeline.last).running))
    #expect(
      both.activities.contains { $0.cause.contains("external metric requests_per_second above") })
    #expect(cpu.activities.allSatisfy { $0.cause.contains("cpu resource") })
  }

  @Test(
    "KEDA takes the last pods away after the cooldown, and brings one back at the next poll",
    arguments: [false, true])
  func zero(fluid: Bool) throws {
    var hpa = KubernetesHPA(metrics: Self.metrics)
    hpa.keda = KEDAScaler()
    let load =
      [Double](repeating: 10, count: 5) + [Double](repeating: 0, count: 15)
      + [Double](repeating: 10, count: 10)
    let outcome = run(service(min: 0, hpa), perSecond: load, fluid: fluid)
    let keda = outcome.activities.filter { $0.policy == KEDAScaler.key }
    #expect(keda.map(\.toDesired) == [0, 1])
    // Load until 300 s: the poll at 300 is the last with requests in its window, so nothing is left
    // at 600 s. It returns at 1200 s, and the poll at 1230 sees it.
    #expect(keda.map(\.start.inSeconds) == [600, 1230])
    #expect(outcome.timeline[15].running == 0)
    #expect(outcome.timeline[29].running == 1)
    #expect(outcome.errors.unavailable > 250 && outcome.errors.unavailable < 500)
    #expect(outcome.minRunning == 0)
  }

  @Test("With a minimum KEDA leaves the pods alone")
  func minimum() {
    var hpa = KubernetesHPA(metrics: Self.metrics)
    hpa.keda = KEDAScaler()
    let load = [Double](repeating: 0, count: 30)
    let outcome = run(service(min: 2, hpa), perSecond: load)
    #expect(outcome.activities.isEmpty && outcome.minRunning == 2)
  }
}
