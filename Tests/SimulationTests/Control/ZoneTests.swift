import Autoscaling
import Kernel
import Ledger
import Simulation
import Testing
import Units
import Workload

@Suite("Control plane: Availability Zones and protection")
struct ZoneTests {
  private static let start = ControlSetup.calendar(seconds: 60).period.start

  private func outage(_ zone: String, from minute: Int64, minutes: Int64) -> ZoneOutage {
    ZoneOutage(
      zone: zone, start: Self.start.advanced(bySeconds: minute * 60), duration: .minutes(minutes))
  }

  private func service(
    tasks: Int = 4, zones: [String] = ["a", "b"], _ outages: ZoneOutage...
  ) -> ServiceConfiguration {
    var service = ControlSetup.service(min: 1, max: 50, initial: tasks)
    service.zones = zones
    service.zoneOutages = outages
    return service
  }

  @Test(
    "Tasks are spread evenly: a zone takes its share with it",
    arguments: [(4, 2, 2), (6, 3, 2), (7, 3, 3), (1, 3, 1)])
  func spread(tasks: Int, zones: Int, lost: Int) {
    let names = Array(["a", "b", "c"].prefix(zones))
    let outcome = ControlSetup.run(
      service(tasks: tasks, zones: names, outage("a", from: 10, minutes: 5)),
      RecordedPlane { _, _ in 50 }, minutes: 12)
    #expect(outcome.tasksLostWithZones == lost)
  }

  @Test("Lost tasks are noticed by health checks and replaced in the other zone")
  func replacement() {
    let plane = RecordedPlane { _, _ in 50 }
    let outcome = ControlSetup.run(
      service(outage("a", from: 10, minutes: 30)), plane, minutes: 60)
    // Two checks of 30 s and one timeout of 5 s; ECS's count says four until then.
    #expect(outcome.timeline[9].running == 4 && outcome.timeline[10].running == 4)
    #expect(outcome.timeline[11].running == 4 || outcome.timeline[11].running == 2)
    #expect(outcome.timeline[20].running == 4)
    let started = plane.times(of: .started).filter { $0 > .start }
    let first = started.first?.inSeconds ?? 0
    #expect(first > 665 && first < 665 + 60)
    #expect(outcome.minRunning == 2)
  }

  @Test("After the outage two move back, the new one first; without rebalancing none does")
  func rebalancing() {
    for (isOn, lost) in [(true, 4), (false, 6)] {
      var service = service(
        outage("a", from: 10, minutes: 30), outage("b", from: 100, minutes: 10))
      service.rebalancesZones = isOn
      let plane = RecordedPlane { _, _ in 50 }
      let outcome = ControlSetup.run(service, plane, minutes: 110)
      #expect(outcome.tasksLostWithZones == lost)
      let moved = plane.journal.filter {
        $0.step == .draining && $0.time > .minute(40) && $0.time < .minute(100)
      }
      #expect(moved.count == (isOn ? 1 : 0) * 2)
      // Never fewer than four healthy while they move.
      #expect(outcome.timeline[30..<100].allSatisfy { $0.healthy >= 4 })
    }
  }

  @Test("With every zone gone launches wait, and come when one is back")
  func everyZone() {
    let outcome = ControlSetup.run(
      service(outage("a", from: 10, minutes: 30), outage("b", from: 10, minutes: 60)),
      RecordedPlane { _, _ in 50 }, minutes: 80)
    #expect(outcome.tasksLostWithZones == 4)
    #expect(outcome.timeline[30].running == 0)
    #expect(outcome.timeline[50].running == 4)
  }

  /// A hundred requests a second that take two seconds each, over four tasks.
  private func steady(_ outages: ZoneOutage...) -> (ServiceConfiguration, RateProfile) {
    var service = service()
    service.zoneOutages = outages
    service.demand = RequestDemand(cpu: .constant(0.001), wait: .constant(2))
    service.timeouts.client = .seconds(30)
    return (service, RateProfile(step: 60, expected: Array(repeating: 6000, count: 60)))
  }

  @Test("What is in flight is cut off, and half of the rest fails until the checks notice")
  func requests() {
    let (service, profile) = steady(outage("a", from: 20, minutes: 20))
    let calendar = ControlSetup.calendar(seconds: 3600)
    let exact = ServiceSimulation.run(
      configuration: service,
      plane: RequestPlane<FIFOEngine>(configuration: service, profile: profile, seed: 3),
      calendar: calendar, seed: 3)
    #expect(exact.offered == exact.served + exact.errors.total)
    // Two seconds of half the load, and 65 seconds of half of it: ± four standard deviations.
    #expect(abs(Double(exact.errors.badGateway) - 100) < 40)
    #expect(abs(Double(exact.errors.gatewayTimeout) - 3250) < 60)
    #expect(exact.errors.total == exact.errors.badGateway + exact.errors.gatewayTimeout)
    let fluid = ServiceSimulation.run(
      configuration: service,
      plane: FluidPlane(
        model: FluidModel(service), profile: profile, calendar: calendar, seed: 3),
      calendar: calendar, seed: 3)
    #expect(fluid.offered == fluid.served + fluid.errors.total)
    #expect(abs(Double(fluid.errors.badGateway) - 100) < 20)
    #expect(abs(Double(fluid.errors.gatewayTimeout) - 3250) < 5)
    #expect(fluid.tasksLostWithZones == exact.tasksLostWithZones)
    #expect(abs(fluid.taskSeconds - exact.taskSeconds) < 100)
  }

  @Test("A bounded queue and an impatient client meet the outage too")
  func otherLimits() {
    var (service, profile) = steady(outage("a", from: 20, minutes: 20))
    service.backlog = 100
    service.timeouts.client = .seconds(5)
    let outcome = ServiceSimulation.run(
      configuration: service,
      plane: RequestPlane<FIFOEngine>(configuration: service, profile: profile, seed: 3),
      calendar: ControlSetup.calendar(seconds: 3600), seed: 3)
    #expect(outcome.offered == outcome.served + outcome.errors.total)
    // The client gives up after five seconds, before the load balancer does after ten.
    #expect(abs(Double(outcome.errors.clientTimeout) - 3250) < 60)
    #expect(outcome.errors.gatewayTimeout == 0)
  }

  @Test("An outage outside the period, or of an unknown zone, changes nothing")
  func elsewhere() {
    let (service, profile) = steady(
      outage("a", from: 600, minutes: 20), outage("a", from: -50, minutes: 20),
      outage("z", from: 20, minutes: 20))
    var plain = service
    plain.zoneOutages = []
    let outcomes = [service, plain].map {
      ServiceSimulation.run(
        configuration: $0,
        plane: RequestPlane<FIFOEngine>(configuration: $0, profile: profile, seed: 3),
        calendar: ControlSetup.calendar(seconds: 3600), seed: 3)
    }
    #expect(outcomes[0].timeline == outcomes[1].timeline)
    #expect(outcomes[0].errors.total == 0)
  }

  // MARK: - Protection

  private var stepIn: StepScaling {
    StepScaling(
      alarm: AlarmConfiguration(
        name: "low", metric: .cpu, comparison: .lessThanThreshold, threshold: 20,
        evaluationPeriods: 1, datapointsToAlarm: 1, treatMissingData: .missing),
      adjustmentType: .exactCapacity,
      steps: [StepAdjustment(lowerBound: nil, upperBound: 0, adjustment: 1)])
  }

  private var stepOut: StepScaling {
    StepScaling(
      alarm: AlarmConfiguration(
        name: "high", metric: .cpu, comparison: .greaterThanThreshold, threshold: 80,
        evaluationPeriods: 1, datapointsToAlarm: 1, treatMissingData: .missing),
      adjustmentType: .exactCapacity,
      steps: [StepAdjustment(lowerBound: 0, upperBound: nil, adjustment: 4)])
  }

  @Test("Protected tasks outlive a scale-in until their protection ends; the activity does not")
  func protection() throws {
    var service = ControlSetup.withoutDelays(
      ControlSetup.service(min: 1, max: 4, initial: 1, policies: [stepOut, stepIn]))
    service.scaleInProtection = ScaleInProtection(duration: .hours(3))
    let outcome = ControlSetup.run(
      service, RecordedPlane { minute, _ in minute == 5 ? 90 : 10 }, minutes: 300)
    let scaleIn = try #require(
      outcome.activities.first { $0.toDesired == 1 && $0.fromDesired == 4 })
    #expect(scaleIn.status == .unfulfilled)
    #expect(scaleIn.end.map { $0 - scaleIn.start } == .hours(1))
    // The first is protected from the start, three from about minute seven on.
    #expect(outcome.timeline[120].running == 4 && outcome.timeline[120].desired == 1)
    #expect(outcome.timeline[182].running == 3)
    #expect(outcome.timeline[200].running == 1)
  }

  @Test("Where one zone's tasks are all protected, the others' are stopped", arguments: 1...20)
  func protectionByZone(seed: UInt64) {
    var service = ControlSetup.withoutDelays(ControlSetup.service(min: 1, max: 9, initial: 8))
    service.zones = ["a", "b"]
    service.rebalancesZones = false
    service.scaleInProtection = ScaleInProtection(share: 0.5, duration: .hours(3))
    let clock = WallClock(identifier: "UTC")
    service.desiredCountChanges = [
      DesiredCountChange(
        count: 1, schedule: try! ScheduleExpression(text: "at(2026-12-01T00:10:00)"), clock: clock!)
    ]
    let plane = RecordedPlane { _, _ in 10 }
    let running = ControlSetup.run(service, plane, minutes: 60, seed: seed).timeline.last?.running
    // As many as are protected, or one of the others.
    service.zones = []
    let alike = ControlSetup.run(
      service, RecordedPlane { _, _ in 10 }, minutes: 60, seed: seed)
    #expect(running == alike.timeline.last?.running)
  }

  @Test("A scale-in stops the newest task of the fullest zone, or any of them")
  func order() throws {
    var service = ControlSetup.withoutDelays(ControlSetup.service(min: 1, max: 9, initial: 5))
    service.zones = ["a", "b"]
    let clock = try #require(WallClock(identifier: "UTC"))
    service.desiredCountChanges = [
      DesiredCountChange(
        count: 4, schedule: try ScheduleExpression(text: "at(2026-12-01T00:10:00)"), clock: clock)
    ]
    func stopped(seed: UInt64) throws -> Int {
      let plane = RecordedPlane { _, _ in 10 }
      _ = ControlSetup.run(service, plane, minutes: 20, seed: seed)
      return try #require(plane.journal.first { $0.step == .stopped }).task
    }
    // Tasks 0, 2 and 4 are in the fuller zone.
    #expect(try (1...5).map { try stopped(seed: $0) } == [4, 4, 4, 4, 4])
    service.lifeCycle.stopsAnyTask = true
    var counts = [Int: Int]()
    for seed in 1...300 { counts[try stopped(seed: UInt64(seed)), default: 0] += 1 }
    #expect(Set(counts.keys) == [0, 2, 4])
    // A hundred each, within four standard deviations of 8.2.
    #expect(counts.values.allSatisfy { abs($0 - 100) < 33 })
  }
}
