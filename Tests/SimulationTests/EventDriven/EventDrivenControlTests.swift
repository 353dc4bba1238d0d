import Autoscaling
import Kernel
import Ledger
import Simulation
import Testing
import Units
import Workload

@Suite("Requests in flight under the control plane")
struct EventDrivenControlTests {
  private static let calendar = ControlSetup.calendar(seconds: 3600)

  private static func service() -> ServiceConfiguration {
    var service = ServiceConfiguration(
      name: "web", cpuUnits: 1024, memoryMB: 2048, share: 1, minTasks: 2, maxTasks: 8,
      initialTasks: 3,
      demand: RequestDemand(
        cpu: .lognormal(mean: 0.02, cv: 1), wait: .exponential(mean: 0.03)))
    service.policies = [TargetTracking(metric: .cpu, target: 60)]
    service.timeouts.client = .seconds(8)
    service.zones = ["a", "b"]
    return service
  }

  private static func run(
    _ service: ServiceConfiguration, _ plane: some DataPlane, seed: UInt64 = 1
  ) -> ServiceOutcome {
    ServiceSimulation.run(configuration: service, plane: plane, calendar: calendar, seed: seed)
  }

  private static func outage(minute: Int64, minutes: Int64) -> ZoneOutage {
    ZoneOutage(
      zone: "a", start: calendar.period.start.advanced(bySeconds: minute * 60),
      duration: .minutes(minutes))
  }

  @Test(
    "A service does the same whichever plane serves it: overload, checks, draining, an outage",
    arguments: 1...8 as ClosedRange<UInt64>)
  func agreement(seed: UInt64) throws {
    var random = RandomStream(seed: seed, component: "test", entity: "planes")
    var service = Self.service()
    service.zoneOutages = seed % 2 == 0 ? [Self.outage(minute: 30, minutes: 5)] : []
    let profile = RateProfile(
      step: 60, expected: (0..<60).map { _ in random.uniform(in: 20...180) * 60 })
    let fast = Self.run(
      service, RequestPlane<FIFOEngine>(configuration: service, profile: profile, seed: seed),
      seed: seed)
    let followed = Self.run(
      service,
      RequestPlane<EventDrivenEngine>(configuration: service, profile: profile, seed: seed),
      seed: seed)
    #expect(fast.activities == followed.activities && !fast.activities.isEmpty)
    #expect(fast.errors == followed.errors && fast.replacedTasks == followed.replacedTasks)
    // A nanosecond may be a second of a bill.
    #expect(abs(fast.taskSeconds - followed.taskSeconds) <= 2)
    for (a, b) in zip(fast.timeline, followed.timeline) {
      #expect(a.offered == b.offered && a.errors == b.errors && a.running == b.running)
      #expect(abs((a.publishedCPUPercent ?? -1) - (b.publishedCPUPercent ?? -1)) < 1e-6)
    }
  }

  @Test("Busy tasks that share their processor fail checks, unless few requests share it (C4)")
  func checks() {
    // Twice what three tasks can do, for five minutes.
    let rates =
      [Double](repeating: 100, count: 5) + [Double](repeating: 300, count: 5)
      + [Double](repeating: 100, count: 50)
    let profile = RateProfile(step: 60, expected: rates.map { $0 * 60 })
    var service = Self.service()
    service.discipline = .processorSharing
    service.maxTasks = 3
    service.minTasks = 3
    func replaced() -> Int {
      Self.run(
        service, RequestPlane<EventDrivenEngine>(configuration: service, profile: profile, seed: 1)
      )
      .replacedTasks
    }
    #expect(replaced() > 0)
    // Ten workers and a short queue: a check is answered in time.
    service.concurrency = 10
    service.backlog = 20
    #expect(replaced() == 0)
  }

  @Test("To the load balancer a target that is gone is a busy one: it gets few requests")
  func lostTarget() {
    let rate = 50.0
    let profile = RateProfile(step: 60, expected: Array(repeating: rate * 60, count: 60))
    var service = Self.service()
    service.initialTasks = 4
    service.minTasks = 4
    service.zoneOutages = [Self.outage(minute: 30, minutes: 5)]
    let turns = Self.run(
      service, RequestPlane<EventDrivenEngine>(configuration: service, profile: profile, seed: 1))
    service.routing = .leastOutstandingRequests
    let least = Self.run(
      service, RequestPlane<EventDrivenEngine>(configuration: service, profile: profile, seed: 1))
    // Two of four targets are gone for some seventy seconds: in turn they get half of the requests.
    #expect(turns.errors.total > 1000)
    #expect(least.errors.total > 5 && least.errors.total < turns.errors.total / 10)
  }

  @Test("A load test's clients see the same answers, whichever plane gives them")
  func loadTest() throws {
    var service = Self.service()
    service.policies = []
    service.demand = RequestDemand(cpu: .constant(0.02))
    service.loadTests = [LoadTest(name: "hey", clients: 200, rtt: .milliseconds(50))]
    let none = RateProfile(step: 60, expected: Array(repeating: 0, count: 60))
    let fast = try #require(
      Self.run(service, RequestPlane<FIFOEngine>(configuration: service, profile: none, seed: 1))
        .loadTests
        .first)
    let followed = try #require(
      Self.run(
        service, RequestPlane<EventDrivenEngine>(configuration: service, profile: none, seed: 1)
      ).loadTests
        .first)
    #expect(abs(fast.requestsPerSecond / followed.requestsPerSecond - 1) < 0.001)
    let (a, b) = (try #require(fast.latency), try #require(followed.latency))
    #expect(abs(a.mean / b.mean - 1) < 0.001 && abs(a.p95 / b.p95 - 1) < 0.01)
  }
}
