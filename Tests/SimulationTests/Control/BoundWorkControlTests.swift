import Autoscaling
import Kernel
import Ledger
import Simulation
import Testing
import Units
import Workload

@Suite("Work that stays with its tasks, under the control plane")
struct BoundWorkControlTests {
  private static func run(
    _ service: ServiceConfiguration, rate: [Double], seed: UInt64 = 1
  ) -> ServiceOutcome {
    let profile = RateProfile(step: 60, expected: rate.map { $0 * 60 })
    return ServiceSimulation.run(
      configuration: service,
      plane: RequestPlane<EventDrivenEngine>(
        configuration: service, profile: profile, seed: seed),
      calendar: ControlSetup.calendar(seconds: Int64(rate.count) * 60), seed: seed)
  }

  private static func service(_ duration: Variate) -> ServiceConfiguration {
    var service = ControlSetup.service(min: 2, max: 8, initial: 4)
    service.lifeCycle.deregistrationDelay = .seconds(60)
    service.connection = ConnectionUse(duration: duration)
    return service
  }

  @Test("A deployment cuts every connection, and its clients are back on the new tasks")
  func deployment() throws {
    var service = Self.service(.constant(7200))
    service.deployments = [
      Deployment(
        strategy: .rolling(minimum: 100, maximum: 200),
        schedule: try ScheduleExpression(text: "at(2026-12-01T00:10:00)"),
        clock: try #require(WallClock(identifier: "UTC")))
    ]
    let outcome = Self.run(service, rate: Array(repeating: 0.2, count: 40))
    let connections = try #require(outcome.boundWork?.connections)
    #expect(outcome.contradictions.isEmpty)
    // 1440 were there; clients that had gone to another old task are cut again with it.
    #expect(connections.cut > 1300 && connections.reconnections == connections.cut)
    #expect(abs(Double(connections.open) / 1440 - 1) < 0.1)
    let rows = try #require(outcome.boundWork?.targets)
    #expect(rows.reduce(0) { $0 + Int64($1.cut) } == connections.cut)
    // Rows are by minute, then by task, and the last ones have what is open.
    let order = rows.map { (Int($0.minute), $0.task.index) }
    #expect(zip(order, order.dropFirst()).allSatisfy { $0 < $1 })
    let last = rows.filter { $0.minute == 39 }
    #expect(last.reduce(0) { $0 + Int64($1.connections) } == connections.open)
    #expect(last.allSatisfy { $0.task.index >= 4 })
    #expect(outcome.errors.total == 0)
  }

  @Test("An old task that is full of connections runs out of memory beside idle new ones")
  func memory() throws {
    var service = ControlSetup.withoutDelays(ControlSetup.service(min: 1, max: 10, initial: 1))
    service.connection = ConnectionUse(duration: .constant(10_800))
    // 1177 connections fit, and 1080 are there.
    service.memoryUse.base = 100
    service.memoryUse.perConcurrentRequest = 0.35
    service.behaviors = [
      BehaviorSettings(key: MemoryLimit.key, values: BehaviorValues(["kills": .flag(true)]))
    ]
    var action = ScheduledAction(
      name: "out", schedule: try ScheduleExpression(text: "at(2026-12-01T00:01:00)"),
      clock: try #require(WallClock(identifier: "UTC")))
    action.minCapacity = 10
    service.scheduledActions = [action]
    let outcome = Self.run(
      service, rate: Array(repeating: 0.1, count: 5) + Array(repeating: 2, count: 25))
    #expect(outcome.contradictions.isEmpty)
    #expect(outcome.events == [BehaviorFigure("tasks_out_of_memory", 1)])
    let connections = try #require(outcome.boundWork?.connections)
    // It had a tenth of the new ones, and its clients are spread over the others at once.
    #expect(abs(Double(connections.cut) / 1177 - 1) < 0.03)
    #expect(connections.reconnections == connections.cut)
    let last = try #require(outcome.boundWork).targets.filter { $0.minute == 29 }
    #expect(last.allSatisfy { $0.connections < 600 })
  }

  @Test("A warm start finds the tasks that open connections ask for")
  func warmStart() throws {
    var service = ControlSetup.withoutDelays(
      ControlSetup.service(
        min: 1, max: 20, initial: 1, policies: [TargetTracking(metric: .cpu, target: 50)]))
    service.cpuUnits = 1024
    service.startsWarm = true
    service.demand = RequestDemand(cpu: .constant(0.0001))
    // A thousand connections keep 2.7 vCPUs busy: six tasks at 45 %.
    service.connection = ConnectionUse(duration: .constant(1000))
    service.connection?.cpuPerSecond = 0.0027
    let calendar = ControlSetup.calendar(seconds: 1200)
    let steady = { RateProfile(step: 60, expected: Array(repeating: 60, count: $0)) }
    let leadIn = LeadIn(profile: steady(360), until: calendar.period.start)
    let outcome = ServiceSimulation.run(
      configuration: service,
      plane: RequestPlane<EventDrivenEngine>(
        configuration: service, profile: steady(20), seed: 1),
      calendar: calendar, seed: 1,
      leadIn: leadIn)
    #expect(outcome.start == ServiceStart(tasks: 6, isWarm: true))
    #expect(outcome.scaleOuts == 0)
    #expect(outcome.timeline.allSatisfy { abs(($0.cpuPercent ?? 0) / 45 - 1) < 0.15 })
  }

  @Test("Active connections of the balancer are those that stay open")
  func balancer() throws {
    let outcome = Self.run(
      Self.service(.exponential(mean: 600)), rate: Array(repeating: 2, count: 60))
    let connections = try #require(outcome.boundWork?.connections)
    let open = Double(outcome.hourly.openMilliseconds.reduce(0, +)) / 1000
    #expect(abs(open / connections.connectionSeconds - 1) < 0.001)
    #expect(abs(open / (1200 * 3600) - 1) < 0.1)
  }

  @Test("Every random run agrees with its books", arguments: 1...30 as ClosedRange<UInt64>)
  func books(seed: UInt64) {
    var random = RandomStream(seed: seed, component: "test", entity: "bound work")
    func pick<Value>(_ values: [Value]) -> Value {
      values[Int(random.next() % UInt64(values.count))]
    }
    var service = Self.service(
      pick([.constant(100), .exponential(mean: 300), .lognormal(mean: 60, cv: 2)]))
    service.cpuUnits = pick([256, 1024, 2048])
    service.connection?.cpuPerSecond = pick([0, 0.0005, 0.005])
    service.connection?.reconnects = pick([true, false])
    if random.uniform() < 0.2 { service.connection = nil }
    service.stickiness = pick([
      nil,
      Stickiness(
        cookieDuration: .seconds(20), requestsPerSession: pick([1, 1.2, 30]),
        requestInterval: .seconds(10)),
    ])
    service.discipline = pick([.fifo, .processorSharing])
    service.concurrency = pick([nil, 10])
    service.backlog = service.discipline == .fifo ? pick([nil, 5]) : nil
    service.routing = pick([.roundRobin, .leastOutstandingRequests])
    service.retries = pick([nil, RetryPolicy(count: 2)])
    service.lifeCycle.deregistrationDelay = pick([.zero, .seconds(5), .seconds(300)])
    service.policies = [TargetTracking(metric: .cpu, target: 60)]
    service.zones = ["a", "b"]
    if random.uniform() < 0.5 {
      let start = ControlSetup.calendar(seconds: 60).period.start.advanced(bySeconds: 1200)
      service.zoneOutages = [ZoneOutage(zone: "a", start: start, duration: .minutes(8))]
    }
    let outcome = Self.run(
      service, rate: (0..<45).map { _ in random.uniform(in: 0...40) }, seed: seed)
    #expect(outcome.contradictions.isEmpty)
    #expect(outcome.offered == outcome.served + outcome.errors.total && outcome.offered > 0)
  }
}
