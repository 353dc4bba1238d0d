import Autoscaling
import Kernel
import Simulation
import Testing
import Units
import Workload

@Suite("Health checks, slow start and registration")
struct HealthCheckTests {
  private func service(tasks: Int = 2, threshold: Int = 2) -> ServiceConfiguration {
    var service = ServiceConfiguration(
      name: "web", cpuUnits: 1024, memoryMB: 2048, share: 1, minTasks: tasks, maxTasks: tasks,
      initialTasks: tasks, demand: RequestDemand(cpu: .constant(0.01)))
    service.lifeCycle.startSigma = 0
    service.lifeCycle.healthCheckInterval = .seconds(10)
    service.lifeCycle.healthyThreshold = 2
    service.lifeCycle.unhealthyThreshold = threshold
    service.lifeCycle.deregistrationDelay = .seconds(30)
    return service
  }

  /// `perSecond` requests in each minute.
  private func run(
    _ service: ServiceConfiguration, perSecond: [Double], seed: UInt64 = 1
  ) -> ServiceOutcome {
    ServiceSimulation.run(
      configuration: service,
      plane: RequestPlane<FIFOEngine>(
        configuration: service,
        profile: RateProfile(step: 60, expected: perSecond.map { $0 * 60 }), seed: seed),
      calendar: ControlSetup.calendar(seconds: Int64(perSecond.count) * 60), seed: seed)
  }

  @Test("A task in time with its work fails no check")
  func calm() {
    let outcome = run(service(), perSecond: [Double](repeating: 180, count: 60))
    #expect(outcome.replacedTasks == 0)
    #expect(outcome.minRunning == 2 && outcome.errors.total == 0)
  }

  @Test("Busy tasks fail their checks and are replaced, each after another has started (C4)")
  func feedback() {
    // For a minute three hundred requests a second, for two tasks that can do two hundred: half a
    // minute of wait, which nobody gives up on.
    let load = [100.0, 300, 100, 100, 100, 100, 100, 100, 100, 100]
    let killing = run(service(), perSecond: load)
    let patient = run(service(threshold: 0), perSecond: load)
    #expect(patient.replacedTasks == 0 && patient.minRunning == 2 && patient.errors.total == 0)
    #expect(killing.replacedTasks >= 2)
    #expect(killing.minRunning == 2 && killing.maxRunning > 2)
    for outcome in [killing, patient] {
      #expect(outcome.offered == outcome.served + outcome.errors.total)
      #expect(outcome.timeline.last?.healthy == 2)
    }
  }

  @Test("The second failed check in a row is what counts, and the grace period holds ECS back")
  func thresholds() throws {
    // The queue of each task grows by half a second a second: five seconds of wait after ten.
    let load = [300.0, 300, 0, 0]
    var patient = service()
    patient.lifeCycle.gracePeriod = .minutes(10)
    let held = run(patient, perSecond: load)
    #expect(held.replacedTasks == 0 && held.minRunning == 2)
    // All are unhealthy, so the load balancer goes on with all of them.
    #expect(held.errors.unavailable == 0)
    let first = run(service(), perSecond: load)
    #expect(first.replacedTasks >= 1 && first.maxRunning > 2)
  }

  @Test("Fluid mode replaces busy tasks as well", arguments: [false, true])
  func fluid(overload: Bool) {
    let service = service()
    let rates = [100, 300, 300, 300, 300, 100, 100, 100].map { overload ? $0 : $0 / 2 }
    let profile = RateProfile(step: 60, expected: rates.map { Double($0) * 60 })
    let calendar = ControlSetup.calendar(seconds: 480)
    let outcome = ServiceSimulation.run(
      configuration: service,
      plane: FluidPlane(
        model: FluidModel(service), profile: profile, calendar: calendar, seed: 1),
      calendar: calendar, seed: 1)
    #expect((outcome.replacedTasks > 0) == overload)
  }

  @Test("A new target waits for its registration and its checks")
  func timeToHealthy() {
    var cycle = TaskLifeCycle()
    cycle.healthCheckInterval = .seconds(10)
    cycle.healthyThreshold = 2
    cycle.applicationBoot = .seconds(5)
    #expect(cycle.timeToHealthy == .milliseconds(22_500))
    cycle.initialChecks = 1
    #expect(cycle.timeToHealthy == .milliseconds(12_500))
    // 27.5 s after registration the third check is the first that passes.
    cycle.applicationBoot = .seconds(30)
    #expect(cycle.timeToHealthy == .milliseconds(32_500))
    cycle.healthyThreshold = 0
    #expect(cycle.timeToHealthy == .seconds(30))
  }

  @Test(
    "A task whose application is not there yet answers nothing, also where no target is healthy")
  func boot() {
    var service = service(tasks: 1)
    service.maxTasks = 2
    service.lifeCycle.applicationBoot = .seconds(300)
    service.lifeCycle.gracePeriod = .minutes(10)
    service.lifeCycle.provisioning = .zero
    service.lifeCycle.imageMB = 0
    service.initialTasks = 0
    service.desiredCountChanges = [
      DesiredCountChange(
        count: 1, schedule: try! ScheduleExpression(text: "at(2026-12-01T00:01:00)"),
        clock: WallClock(identifier: "UTC")!)
    ]
    let timeline = run(service, perSecond: [Double](repeating: 10, count: 10)).timeline
    #expect(timeline[2].running == 1 && timeline[2].served == 0)
    #expect(timeline[5].errors.unavailable == timeline[5].offered)
    // It answers five minutes after RUNNING, before its second check has passed.
    #expect(timeline[6].served > 0 && timeline[7].served == timeline[7].offered)
  }

  @Test("In slow start a target's share grows evenly, in all to half of a full one")
  func slowStart() throws {
    var service = service()
    service.lifeCycle.slowStart = .seconds(300)
    // A second of work each: both tasks are busy throughout, so what one has taken is what it has
    // done and what waits.
    service.demand.cpu = .constant(1)
    let plane = RequestPlane<FIFOEngine>(
      configuration: service,
      profile: RateProfile(step: 60, expected: [Double](repeating: 6000, count: 12)), seed: 1)
    for task in [TaskID(index: 0), TaskID(index: 1)] { plane.taskStarted(task) }
    // The first healthy target has all requests at once; the second starts slowly.
    plane.taskHealthy(TaskID(index: 0))
    plane.taskHealthy(TaskID(index: 1))
    var shares: [Double] = []
    for minute in 1...6 {
      plane.advance(to: .minute(Int64(minute)))
      shares.append(plane.checkDelay(of: TaskID(index: 1)).inSeconds + Double(minute) * 60)
    }
    let perMinute = zip(shares, [0] + shares).map { $0 - $1 }
    // w of w + 1, w growing from 0 to 1 in five minutes.
    for (minute, taken) in perMinute.enumerated() {
      var expected = 0.0
      for part in 0..<100 {
        let weight = min(1, (Double(minute) + (Double(part) + 0.5) / 100) / 5)
        expected += 6000 * weight / (1 + weight) / 100
      }
      #expect(abs(taken - expected) < 120, "minute \(minute): \(taken), not \(expected)")
    }
  }
}
