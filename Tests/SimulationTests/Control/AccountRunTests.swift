import Autoscaling
import Kernel
import Ledger
import Simulation
import Testing
import Units
import Workload

@Suite("Control plane: services that share an account's Fargate quotas")
struct AccountRunTests {
  /// Two tasks of a quarter vCPU, and a scheduled action that wants six from 00:10 on.
  private func service(
    _ name: String, cpuUnits: Int = 256, quotas: FargateQuotas
  ) throws -> ServiceConfiguration {
    var service = ControlSetup.withoutDelays(ControlSetup.service(min: 2, max: 10, initial: 2))
    service.name = name
    service.cpuUnits = cpuUnits
    service.lifeCycle.scheduleToActivity = .zero...(.zero)
    service.fargateQuotas = quotas
    var action = ScheduledAction(
      name: "more", schedule: try ScheduleExpression(text: "at(2026-12-01T00:10:00)"),
      clock: try #require(WallClock(identifier: "UTC")))
    action.minCapacity = 6
    service.scheduledActions = [action]
    return service
  }

  private func together(
    _ services: [ServiceConfiguration], quotas: FargateQuotas, minutes: Int64 = 60
  ) -> (outcomes: [ServiceOutcome], planes: [RecordedPlane]) {
    let run = AccountRun(quotas)
    let planes = services.map { _ in RecordedPlane { _, _ in 50 } }
    for (service, plane) in zip(services, planes) {
      run.add(
        configuration: service, plane: plane,
        calendar: ControlSetup.calendar(seconds: minutes * 60), seed: 1)
    }
    return (run.outcomes(), planes)
  }

  private func started(_ plane: RecordedPlane) -> [Double] {
    plane.times(of: .started).filter { $0 > .start }.map(\.inSeconds)
  }

  @Test("One bucket of launches serves all services, in their order at one instant")
  func launches() throws {
    var quotas = FargateQuotas()
    quotas.launchBurst = 5
    quotas.launchesPerSecond = 0.1
    let services = try [service("api", quotas: quotas), service("web", quotas: quotas)]
    let (outcomes, planes) = together(services, quotas: quotas)
    // Four and four at 600 s; five go at once, the others ten seconds apart. A start takes a minute.
    #expect(started(planes[0]) == [660, 660, 660, 660])
    #expect(started(planes[1]) == [660, 670, 680, 690])
    #expect(outcomes.map(\.maxRunning) == [6, 6])
    // Each alone has enough, so only both together show it.
    let alone = services.map { ControlSetup.run($0, RecordedPlane { _, _ in 50 }, minutes: 60) }
    #expect(!FargateUse.fit(alone.map(\.fargateUse), in: quotas))
    quotas.launchBurst = 8
    #expect(FargateUse.fit(alone.map(\.fargateUse), in: quotas))
  }

  @Test("A vCPU quota is the account's: what one service has, another cannot start")
  func vCPUs() throws {
    var quotas = FargateQuotas()
    // The first wants 1.5 vCPU, the second, of tasks of half a vCPU, 3; 0.5 and 1 run from the start.
    quotas.onDemandVCPUs = 3.25
    let services = try [
      service("api", quotas: quotas), service("web", cpuUnits: 512, quotas: quotas),
    ]
    let (outcomes, _) = together(services, quotas: quotas)
    #expect(outcomes.map(\.maxRunning) == [6, 3])
    #expect(outcomes[0].failedStarts == 0)
    // Three tasks that fail at 600, 610, 630, 670, 750, 910, 1230, 1870, 2770 s.
    #expect(outcomes[1].failedStarts == 3 * 9)
    let alone = services.map { ControlSetup.run($0, RecordedPlane { _, _ in 50 }, minutes: 60) }
    #expect(alone.allSatisfy { $0.failedStarts == 0 })
    #expect(!FargateUse.fit(alone.map(\.fargateUse), in: quotas))
    quotas.onDemandVCPUs = 4.5
    #expect(FargateUse.fit(alone.map(\.fargateUse), in: quotas))
    quotas.onDemandVCPUs = 4.49
    #expect(!FargateUse.fit(alone.map(\.fargateUse), in: quotas))
  }

  @Test(
    "Services whose launches fit together do alone what they do together",
    arguments: 1...12 as ClosedRange<UInt64>)
  func fit(seed: UInt64) {
    var random = RandomStream(seed: seed, component: "test", entity: "account")
    var quotas = FargateQuotas()
    quotas.launchBurst = 3 + Int(random.next() % 4)
    quotas.launchesPerSecond = random.uniform(in: 0.002...0.1)
    let services = ["api", "web", "work"].map { name in
      var service = ControlSetup.service(min: 1, max: 6, initial: 1)
      service.name = name
      service.cpuUnits = 1024
      service.fargateQuotas = quotas
      service.policies = [TargetTracking(metric: .cpu, target: 60)]
      return service
    }
    let calendar = ControlSetup.calendar(seconds: 6 * 3600)
    let profile = RateProfile(
      step: 900, expected: (0..<24).map { _ in random.uniform(in: 0...200) * 900 })
    func plane(_ service: ServiceConfiguration) -> FluidPlane {
      FluidPlane(
        model: FluidModel(service), profile: profile, calendar: calendar, seed: seed)
    }
    let alone = services.map {
      ServiceSimulation.run(
        configuration: $0, plane: plane($0), calendar: calendar, seed: seed)
    }
    let run = AccountRun(quotas)
    for service in services {
      run.add(configuration: service, plane: plane(service), calendar: calendar, seed: seed)
    }
    let together = run.outcomes()
    let isSame = zip(alone, together).allSatisfy {
      $0.taskSeconds == $1.taskSeconds && $0.activities == $1.activities
        && $0.hourly.requests == $1.hourly.requests
    }
    if FargateUse.fit(alone.map(\.fargateUse), in: quotas) {
      #expect(isSame)
    } else {
      // Whoever waits for a launch is later by a second at least.
      #expect(!isSame)
    }
  }
}
