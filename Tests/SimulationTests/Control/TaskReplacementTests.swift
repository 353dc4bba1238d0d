import Autoscaling
import Kernel
import Simulation
import Testing
import Units
import Workload

/// What AWS documents, and people have reported, of tasks that start slowly, fail their checks, drain
/// and are deployed.
@Suite("Replacement, draining and failing deployments")
struct TaskReplacementTests {
  private func deployment(
    at minute: Int, maximum: Int = 200
  ) throws -> Deployment {
    Deployment(
      strategy: .rolling(minimum: 100, maximum: maximum),
      schedule: try ScheduleExpression(text: "at(2026-12-01T00:\(minute):00)"),
      clock: try #require(WallClock(identifier: "UTC")))
  }

  private func service(
    tasks: Int = 1, _ change: (inout ServiceConfiguration) throws -> Void = { _ in }
  ) rethrows -> ServiceConfiguration {
    var service = ServiceConfiguration(
      name: "web", cpuUnits: 1024, memoryMB: 2048, share: 1, minTasks: tasks, maxTasks: tasks,
      initialTasks: tasks, demand: RequestDemand(cpu: .constant(0.01)))
    service.lifeCycle.startSigma = 0
    try change(&service)
    return service
  }

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

  private func quiet(_ minutes: Int) -> [Double] { [Double](repeating: 1, count: minutes) }

  private func completes(_ outcome: ServiceOutcome) -> Bool {
    outcome.activities.contains { $0.cause.contains("deployment completed") }
  }

  // A16

  @Test(
    "A task that boots longer than its grace period and its checks allow is stopped, for ever",
    arguments: [
      (170, 120, 2, false), (170, 150, 2, false), (170, 180, 2, true),
      (120, 0, 3, false), (20, 0, 2, true), (50, 0, 2, true),
    ])
  func boot(seconds: Int64, grace: Int64, threshold: Int, works: Bool) throws {
    let service = try service {
      $0.lifeCycle.applicationBoot = .seconds(seconds)
      $0.lifeCycle.gracePeriod = .seconds(grace)
      $0.lifeCycle.unhealthyThreshold = threshold
      $0.deployments = [try deployment(at: 10)]
    }
    let outcome = run(service, perSecond: quiet(120))
    #expect(completes(outcome) == works)
    #expect((outcome.replacedTasks > 20) == !works)
    // The old task serves on.
    #expect(outcome.timeline.allSatisfy { $0.healthy >= 1 } && outcome.errors.total == 0)
  }

  // A22

  @Test(
    "A task drains for the whole deregistration delay and is paid for", arguments: [0, 30, 300])
  func draining(delay: Int64) throws {
    func seconds(_ delay: Int64) throws -> Int64 {
      let service = try service(tasks: 10) {
        $0.lifeCycle.deregistrationDelay = .seconds(delay)
        $0.deployments = [try deployment(at: 10)]
      }
      return run(service, perSecond: quiet(60)).taskSeconds
    }
    // Ten old tasks, each so much longer; each is rounded up to a second.
    let (long, short) = (try seconds(delay), try seconds(0))
    #expect(abs(long - short - 10 * delay) <= 10)
  }

  // A28

  /// Four tasks that can do 400 requests a second get 560 for three minutes.
  private func overloaded(maximum: Int) -> ServiceOutcome {
    let service = service(tasks: 4) {
      $0.maximumPercent = maximum
      $0.lifeCycle.healthCheckInterval = .seconds(10)
      $0.lifeCycle.healthyThreshold = 2
      $0.lifeCycle.deregistrationDelay = .seconds(30)
    }
    return run(service, perSecond: [100, 560, 560, 560] + [Double](repeating: 100, count: 12))
  }

  @Test("A replacement starts before a failing task is stopped, up to maximumPercent")
  func replacement() {
    let outcome = overloaded(maximum: 200)
    #expect(outcome.maxRunning > 4 && outcome.maxRunning <= 8)
    #expect(outcome.minRunning == 4)
    #expect(outcome.replacedTasks > 0)
    #expect(outcome.timeline.last?.running == 4 && outcome.timeline.last?.healthy == 4)
  }

  @Test("Without room one failing task is stopped at a time")
  func noRoom() {
    let outcome = overloaded(maximum: 100)
    #expect(outcome.maxRunning <= 5)
    #expect(outcome.timeline.last?.running == 4 && outcome.timeline.last?.healthy == 4)
  }

  // STEADY

  @Test("A service that recovers by itself is steady again: a scale-out does not hang")
  func recovery() throws {
    let policy = TargetTracking(metric: .cpu, target: 50)
    let service = service(tasks: 2) {
      $0.maxTasks = 6
      $0.policies = [policy]
      $0.lifeCycle.gracePeriod = .hours(2)
      $0.lifeCycle.healthCheckInterval = .seconds(10)
      $0.lifeCycle.healthyThreshold = 2
    }
    let load =
      [Double](repeating: 60, count: 10) + [Double](repeating: 195, count: 9)
      + [Double](repeating: 330, count: 3) + [Double](repeating: 20, count: 100)
    let outcome = run(service, perSecond: load)
    let unfulfilled = outcome.activities.filter { $0.status == .unfulfilled }
    #expect(outcome.scaleOuts > 0 && outcome.scaleIns > 0)
    #expect(unfulfilled.isEmpty)
  }

  // A31

  @Test("Tasks that ran before the period are in no slow start")
  func slowStart() {
    let cold = service(tasks: 4) { $0.lifeCycle.slowStart = .seconds(300) }
    let load = [Double](repeating: 200, count: 10)
    let usual = run(service(tasks: 4) { _ in }, perSecond: load)
    #expect(run(cold, perSecond: load).latency == usual.latency)
  }

  // A29

  @Test("A scale-out during a rolling deployment goes to both revisions")
  func bothRevisions() throws {
    // The new revision never gets healthy; at 00:20 the minimum is raised from 4 to 6.
    var raised = ScheduledAction(
      name: "raise", schedule: try ScheduleExpression(text: "at(2026-12-01T00:20:00)"),
      clock: try #require(WallClock(identifier: "UTC")))
    raised.minCapacity = 6
    let service = try service(tasks: 4) {
      $0.maxTasks = 10
      $0.scheduledActions = [raised]
      $0.deployments = [try deployment(at: 10)]
      $0.behaviors = [
        BehaviorSettings(
          key: "task_exits",
          values: BehaviorValues([
            "per_task_hour": .number(3600), "new_revision_only": .flag(true),
          ]))
      ]
    }
    // Old revisions' replacements come from the old revision, which does not exit.
    let outcome = run(service, perSecond: quiet(60))
    #expect(!completes(outcome))
    #expect(outcome.timeline[45].healthy >= 6)
  }

  // A25

  @Test(
    "A broken revision is tried for ever, or given up and rolled back", arguments: [false, true])
  func circuitBreaker(isOn: Bool) throws {
    let service = try service(tasks: 4) {
      $0.lifeCycle.gracePeriod = .zero
      $0.deployments = [try deployment(at: 10)]
      $0.behaviors = [
        BehaviorSettings(
          key: "task_exits",
          values: BehaviorValues([
            "per_task_hour": .number(3600), "new_revision_only": .flag(true),
          ]))
      ]
      if isOn {
        $0.behaviors.append(
          BehaviorSettings(
            key: "deployment_circuit_breaker",
            values: BehaviorValues(["enable": .flag(true), "rollback": .flag(true)])))
      }
    }
    let outcome = run(service, perSecond: quiet(60))
    let exits = outcome.events.first { $0.name == "tasks_exited" }?.count ?? 0
    #expect(outcome.events.contains { $0.name == "deployments_failed" } == isOn)
    #expect(isOn ? exits <= 8 : exits > 50)
    let rolledBack = outcome.activities.contains { $0.cause.contains("rolled back") }
    #expect(rolledBack == isOn)
    #expect(outcome.timeline.last?.healthy == 4 || !isOn)
    #expect(outcome.timeline.allSatisfy { $0.healthy >= 4 })
  }

  // A30

  @Test("Memory beyond a task's limit ends tasks and is in the timeline", arguments: [40.0, 10.0])
  func memory(perRequest: Double) {
    let service = service(tasks: 2) {
      $0.demand = RequestDemand(cpu: .constant(0.005), wait: .constant(1))
      $0.memoryUse.base = 400
      $0.memoryUse.perConcurrentRequest = perRequest
    }
    // Fifty requests in progress at each of two tasks: 2,400 or 900 MB of 2,048.
    let outcome = run(service, perSecond: [Double](repeating: 100, count: 20))
    let killed = outcome.events.first { $0.name == "tasks_out_of_memory" }?.count ?? 0
    #expect((killed > 0) == (perRequest > 20))
    #expect((outcome.errors.badGateway > 0) == (perRequest > 20))
    #expect(outcome.timeline[10].memoryPercent != nil)
    if perRequest == 10 {
      let percent = outcome.timeline[10].memoryPercent ?? 0
      #expect(abs(percent - 100 * 900 / 2048) < 3)
    }
  }

  // P3

  @Test("A lost zone is noticed by the service's own thresholds", arguments: [(2, 5), (10, 20)])
  func zone(threshold: Int, timeout: Int64) {
    let service = service(tasks: 2) {
      $0.zones = ["a", "b"]
      $0.zoneOutages = [
        ZoneOutage(
          zone: "a", start: UTCTime(secondsSinceEpoch: 1_796_083_200 + 600),
          duration: .minutes(20))
      ]
      $0.lifeCycle.unhealthyThreshold = threshold
      $0.lifeCycle.healthCheckTimeout = .seconds(timeout)
    }
    let outcome = run(service, perSecond: [Double](repeating: 50, count: 40))
    // Half of the requests until the checks notice: interval × threshold + timeout.
    let seconds = Double(30 * threshold) + Double(timeout)
    let failed = Double(outcome.errors.gatewayTimeout + outcome.errors.clientTimeout)
    #expect(abs(failed - 25 * seconds) < 5 * (25 * seconds).squareRoot())
  }
}
