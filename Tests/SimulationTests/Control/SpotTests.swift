import Autoscaling
import Kernel
import Ledger
import Simulation
import Testing
import Units
import Workload

@Suite("Control plane: Fargate Spot")
struct SpotTests {
  private static let start = ControlSetup.calendar(seconds: 60).period.start

  private func service(
    spotTasks: Int = 4, onDemand: Int = 0, _ edit: (inout SpotCapacity) -> Void = { _ in }
  ) -> ServiceConfiguration {
    var service = ControlSetup.service(
      min: 1, max: 50, initial: spotTasks + onDemand, policies: [])
    service.capacityProviders = [
      CapacityProviderStrategyItem(provider: .fargate, base: onDemand, weight: 0),
      CapacityProviderStrategyItem(provider: .fargateSpot, base: 0, weight: 1),
    ]
    var spot = SpotCapacity()
    spot.interruptionsPerTaskHour = 0.2
    edit(&spot)
    service.spotCapacity = spot
    return service
  }

  private func outage(
    _ minute: Int64, minutes: Int64, zone: String? = nil
  ) -> SpotCapacity.Outage {
    SpotCapacity.Outage(
      zone: zone, start: Self.start.advanced(bySeconds: minute * 60), duration: .minutes(minutes))
  }

  @Test("Interruptions follow the hazard: their mean is rate × task-hours")
  func hazard() {
    // Ten tasks for 200 hours at 0.2 an hour and replaced at once: about 400 a run, Poisson.
    var total = 0
    var taskHours = 0.0
    for replication in 0..<UInt64(10) {
      let plane = RecordedPlane { _, _ in 50 }
      let outcome = ControlSetup.run(
        service(spotTasks: 10) { $0.replacement = .atWarning }, plane, minutes: 200 * 60,
        replication: replication)
      total += outcome.spot?.interruptions ?? 0
      // Drawn while RUNNING: not in the two minutes after the warning, nor while starting.
      taskHours += outcome.meanRunning * 200
    }
    let expected = 0.2 * taskHours
    #expect(abs(Double(total) - expected) < 4 * expected.squareRoot())
    #expect(total > 3500)
  }

  @Test("From the warning to the stop it is exactly 120 s, and the replacement is on Spot")
  func warning() {
    let plane = RecordedPlane { _, _ in 50 }
    let outcome = ControlSetup.run(service(spotTasks: 3, onDemand: 2), plane, minutes: 24 * 60)
    let tasks = Set(plane.journal.filter { $0.step == .draining }.map(\.task))
    #expect(tasks.count == outcome.spot?.interruptions && tasks.count > 5)
    for task in tasks {
      let life = plane.journal.filter { $0.task == task }
      let warned = life.first { $0.step == .draining }?.time
      // The processes end at SIGTERM, as nothing is in flight; the task itself at 120 s.
      let stopped = life.last?.time
      #expect(life.last?.step == .stopped)
      #expect(zip(stopped, warned) { $0 - $1 } == .seconds(120))
    }
    // Both on-demand tasks lived all day, and nobody else was on demand.
    let day: Int64 = 86_400_000
    let onDemand = outcome.usage.total(
      of: MeterKey(.fargateCPU, resource: "web", variant: "x86", region: "us-east-1"))
    #expect(onDemand == Int128(2 * day * 256))
    // A replacement starts once the other has stopped, five seconds and a start-up later.
    #expect((outcome.timeline.map(\.running).min() ?? 0) >= 2)
    #expect(outcome.timeline.last.map { $0.running >= 4 } == true)
  }

  private func zip(_ a: SimTime?, _ b: SimTime?, _ join: (SimTime, SimTime) -> SimDuration)
    -> SimDuration?
  {
    guard let a, let b else { return nil }
    return join(a, b)
  }

  @Test("A replacement waits for the stop, or comes at the warning")
  func replacement() {
    for (replacement, seconds) in [
      (SpotCapacity.Replacement.afterStop, Int64(120)), (.atWarning, 0),
    ] {
      var service = ControlSetup.withoutDelays(
        service(spotTasks: 1) {
          $0.replacement = replacement
          $0.interruptionsPerTaskHour = 1
        })
      service.lifeCycle.provisioning = .seconds(30)
      let plane = RecordedPlane { _, _ in 50 }
      _ = ControlSetup.run(service, plane, minutes: 600)
      let warned = plane.times(of: .draining)
      let started = plane.times(of: .started).dropFirst()
      #expect(warned.count > 3)
      for (warning, start) in Swift.zip(warned, started) {
        #expect(start - warning == .seconds(seconds + 30))
      }
    }
  }

  private func scalingDuringOutage(minutes: Int64, run: Int64) -> ServiceOutcome {
    var tracking = TargetTracking(metric: .cpu, target: 50)
    tracking.disableScaleIn = true
    var service = service(spotTasks: 0, onDemand: 2) {
      $0.interruptionsPerTaskHour = 0
      $0.outages = [outage(0, minutes: minutes)]
    }
    service.policies = [tracking]
    // 60 % at two tasks: a third is asked for after six minutes.
    return ControlSetup.run(
      service, RecordedPlane { _, running in 120 / Double(max(1, running)) }, minutes: run)
  }

  @Test("In an outage launches fail, nothing goes on demand, and it is tried again")
  func outages() throws {
    let outcome = scalingDuringOutage(minutes: 50, run: 120)
    #expect(outcome.timeline[30].desired == 3 && outcome.timeline[30].running == 2)
    #expect(outcome.timeline[49].running == 2)
    #expect(outcome.timeline[60].running == 3 && outcome.timeline[119].running == 3)
    // Tries at about 6, 7, 9, 13, 21 and 36 minutes fail, the one at 51 does not.
    let spot = try #require(outcome.spot)
    #expect(spot.failedLaunches == 6 && spot.interruptions == 0)
    #expect(spot.waitingSeconds == (1 + 2 + 4 + 8 + 15 + 15) * 60)
    // Billed on demand: the two and no more.
    let onDemand = outcome.usage.total(
      of: MeterKey(.fargateCPU, resource: "web", variant: "x86", region: "us-east-1"))
    #expect(onDemand == Int128(2 * 7_200_000 * 256))
    let keys = outcome.usage.keys(of: .fargateCPU).map(\.variant)
    #expect(keys == ["spot.x86", "x86"])
  }

  @Test("Without capacity for an hour the scaling activity is not fulfilled")
  func unfulfilled() throws {
    let outcome = scalingDuringOutage(minutes: 600, run: 200)
    let first = try #require(outcome.activities.first { $0.toDesired > $0.fromDesired })
    #expect(first.toDesired == 3 && first.status == .unfulfilled)
    #expect(first.end.map { $0 - first.start } == .hours(1))
    #expect(outcome.timeline.allSatisfy { $0.running == 2 })
  }

  @Test("With zones a launch goes where there is capacity; all services meet the same outages")
  func zones() throws {
    var service = service(spotTasks: 4) {
      $0.interruptionsPerTaskHour = 0
      $0.outages = [outage(10, minutes: 300, zone: "b")]
      $0.interruptedShare = 1
    }
    service.zones = ["a", "b"]
    let outcome = ControlSetup.run(service, RecordedPlane { _, _ in 50 }, minutes: 60)
    let spot = try #require(outcome.spot)
    // Two of the four were in zone b; their replacements found room in zone a at once.
    #expect(spot.interruptions == 2 && spot.failedLaunches == 0)
    #expect(outcome.timeline[5].running == 4 && outcome.timeline[10].running == 2)
    #expect(outcome.timeline[30].running == 4)
  }

  @Test("Outages are drawn by their rate, and are the same for every service")
  func drawnOutages() {
    var counts: [Int] = []
    for name in ["web", "api"] {
      var service = service(spotTasks: 2) {
        $0.interruptionsPerTaskHour = 0
        $0.outagesPerMonth = 100
        $0.meanOutage = .minutes(10)
        $0.interruptedShare = 1
        $0.longestRetry = .minutes(1)
      }
      service.name = name
      let outcome = ControlSetup.run(service, RecordedPlane { _, _ in 50 }, minutes: 730 * 60)
      counts.append(outcome.spot?.interruptions ?? -1)
      #expect((outcome.spot?.failedLaunches ?? 0) > 0)
    }
    // Each outage takes both tasks, unless they were still away: about a hundred outages.
    #expect(counts[0] == counts[1])
    #expect(counts[0] > 2 * 60 && counts[0] < 2 * 140)
  }

  @Test("Requests are conserved in both planes, and interruptions cost some of them")
  func conservation() {
    var service = service(spotTasks: 4) { $0.interruptionsPerTaskHour = 2 }
    service.cpuUnits = 1024
    service.timeouts.client = .seconds(10)
    // Busy tasks would be replaced at other instants in the two planes.
    service.lifeCycle.unhealthyThreshold = 0
    let profile = RateProfile(step: 60, expected: Array(repeating: 60 * 200, count: 600))
    let calendar = ControlSetup.calendar(seconds: 36_000)
    let exact = ServiceSimulation.run(
      configuration: service,
      plane: RequestPlane<FIFOEngine>(configuration: service, profile: profile, seed: 1),
      calendar: calendar, seed: 1)
    let fluid = ServiceSimulation.run(
      configuration: service,
      plane: FluidPlane(
        model: FluidModel(service), profile: profile, calendar: calendar, seed: 1),
      calendar: calendar, seed: 1)
    for outcome in [exact, fluid] {
      #expect(outcome.offered == outcome.served + outcome.errors.total)
      #expect(outcome.timeline.allSatisfy { $0.offered == $0.served + $0.errors.total })
      #expect((outcome.spot?.interruptions ?? 0) > 30)
    }
    // The same control plane draws the same interruptions in both.
    #expect(exact.spot == fluid.spot && exact.taskSeconds == fluid.taskSeconds)
    let calm = {
      var calm = service
      calm.spotCapacity = nil
      return ServiceSimulation.run(
        configuration: calm,
        plane: RequestPlane<FIFOEngine>(configuration: calm, profile: profile, seed: 1),
        calendar: calendar, seed: 1)
    }()
    #expect(calm.spot == nil && calm.offered == exact.offered)
    #expect((exact.latency?.p99 ?? 0) > (calm.latency?.p99 ?? 0))
  }

  @Test("What cannot finish between SIGTERM and SIGKILL is lost")
  func killed() {
    var service = service(spotTasks: 4) { $0.interruptionsPerTaskHour = 2 }
    // A request takes 20 s, of which SIGTERM leaves at most 10 + 5.
    service.demand = RequestDemand(cpu: .constant(0.001), wait: .constant(20))
    service.lifeCycle.stopTimeout = .seconds(5)
    let profile = RateProfile(step: 60, expected: Array(repeating: 600, count: 600))
    let outcome = ServiceSimulation.run(
      configuration: service,
      plane: RequestPlane<FIFOEngine>(configuration: service, profile: profile, seed: 1),
      calendar: ControlSetup.calendar(seconds: 36_000), seed: 1)
    let interruptions = Double(outcome.spot?.interruptions ?? 0)
    // 2.5 to 3.3 a second and task; on the mean those younger than 20 - (5 + 5) s at SIGKILL.
    let lost = Double(outcome.errors.badGateway) / interruptions
    #expect(lost > 2.5 * 10 * 0.8 && lost < 3.3 * 10 * 1.2)
    #expect(outcome.errors.total == outcome.errors.badGateway)
  }
}
