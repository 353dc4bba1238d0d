import Autoscaling
import Ledger
import Simulation
import Testing
import Units

@Suite("Control plane: task lives, statistics and meter")
struct TaskLifeTests {
  private static let tracking = TargetTracking(metric: .cpu, target: 70)

  /// A load that swings over two hours, so that tasks come and go.
  private func swinging(drain: SimDuration = .seconds(20)) -> RecordedPlane {
    RecordedPlane(drain: drain) { minute, running in
      let load = minute % 60 < 25 ? 400.0 : 20
      return min(100, load / Double(max(1, running)))
    }
  }

  private func total(_ outcome: ServiceOutcome, _ meter: MeterID, _ variant: String = "x86")
    -> Int128
  {
    outcome.usage.total(
      of: MeterKey(meter, resource: "web", variant: variant, region: "us-east-1"))
  }

  @Test("A new task is started, checked and healthy before it drains and stops", arguments: 1...5)
  func order(seed: UInt64) {
    let plane = swinging()
    let service = ControlSetup.service(policies: [Self.tracking])
    let outcome = ControlSetup.run(service, plane, minutes: 240, seed: seed)
    let ids = Set(plane.journal.map(\.task)).sorted()
    #expect(ids.count > 6 && ids == Array(0..<ids.count))
    for id in ids {
      let life = plane.journal.filter { $0.task == id }
      let order: [RecordedPlane.Step] = [.started, .healthy, .draining, .stopped]
      #expect(life.map(\.step) == Array(order.prefix(life.count)))
      guard id >= 2, life.count > 1 else { continue }
      // Five checks, thirty seconds apart, none of them missed by five seconds of boot; the first
      // thirty seconds after the target's registration.
      #expect(life[1].time - life[0].time == .milliseconds(152_500))
      // The whole deregistration delay, and no request that outlasts it.
      if life.count == 4 { #expect(life[3].time - life[2].time == .seconds(300)) }
    }
    let draining = plane.times(of: .draining).count
    #expect(outcome.timeline.allSatisfy { $0.healthy <= $0.running && $0.running <= 10 + draining })
    #expect(outcome.timeline.allSatisfy { (2...10).contains($0.desired) })
    #expect(outcome.minRunning >= 2 && outcome.maxRunning <= 10)
    #expect(outcome.meanRunning > 2 && outcome.meanRunning < 10)
  }

  @Test("Draining lasts for the delay, and on to the last request or the stop timeout")
  func draining() {
    for (drain, expected) in [(0, 300), (45, 300), (299, 300), (310, 310), (900, 330)] {
      let plane = RecordedPlane(drain: .seconds(Int64(drain))) { _, _ in 3 }
      let service = ControlSetup.service(initial: 3, policies: [Self.tracking])
      _ = ControlSetup.run(service, plane, minutes: 40)
      let life = plane.journal.filter { $0.task == 2 }
      #expect(life.map(\.step).suffix(2) == [.draining, .stopped])
      #expect(life[3].time - life[2].time == .seconds(Int64(expected)))
    }
  }

  @Test("Checks that come before the application answers do not count")
  func slowBoot() {
    let plane = RecordedPlane { _, _ in 90 }
    var service = ControlSetup.service(max: 3, policies: [Self.tracking])
    service.lifeCycle.applicationBoot = .seconds(33)
    service.lifeCycle.healthyThreshold = 2
    _ = ControlSetup.run(service, plane, minutes: 20)
    let life = plane.journal.filter { $0.task == 2 }
    #expect(life[1].time - life[0].time == .milliseconds(92_500))
  }

  @Test(
    "Readings are whole task-seconds times the task's size, over the clock hours", arguments: 1...5)
  func meterIdentity(seed: UInt64) {
    var service = ControlSetup.service(policies: [Self.tracking])
    service.ephemeralStorageGB = 50
    let outcome = ControlSetup.run(service, swinging(), minutes: 240, seed: seed)
    let milliseconds = Int128(outcome.taskSeconds) * 1000
    #expect(total(outcome, .fargateCPU) == milliseconds * 256)
    #expect(total(outcome, .fargateMemory) == milliseconds * 512)
    #expect(total(outcome, .fargateEphemeral) == milliseconds * 30 * 1024)
    #expect(outcome.taskSeconds > 2 * 240 * 60)
  }

  @Test("Two tasks for 90 minutes from 00:30 are half an hour and a full hour each")
  func hours() {
    let outcome = ServiceSimulation.run(
      configuration: ControlSetup.service(), plane: RecordedPlane { _, _ in 50 },
      calendar: ControlSetup.calendar(minute: 30, seconds: 5400), seed: 1)
    let key = MeterKey(.fargateCPU, resource: "web", variant: "x86", region: "us-east-1")
    let twoTasks: Int64 = 2 * 256
    #expect(outcome.usage.readings(of: key) == [twoTasks * 1_800_000, twoTasks * 3_600_000])
    #expect(outcome.taskSeconds == 10_800)
    #expect(outcome.usage.keys(of: .fargateEphemeral).isEmpty)
    #expect(outcome.hourly.requests == [3000, 6000])
    #expect(outcome.hourly.openMilliseconds == [300_000, 600_000])
    #expect(outcome.minRunning == 2 && outcome.maxRunning == 2)
    #expect(outcome.meanRunning == 2)
  }

  @Test("A task that runs for less than a minute is billed for one, from the image pull")
  func minimumBill() {
    // One task starts and is taken back by a step in as soon as it runs.
    func step(_ name: String, _ comparison: AlarmConfiguration.Comparison, _ adjustment: Int)
      -> StepScaling
    {
      let isHigh = comparison.isHigh
      return StepScaling(
        alarm: AlarmConfiguration(
          name: name, metric: .cpu, comparison: comparison, threshold: 50, evaluationPeriods: 1,
          datapointsToAlarm: 1, treatMissingData: .missing),
        adjustmentType: .exactCapacity,
        steps: [
          StepAdjustment(
            lowerBound: isHigh ? 0 : nil, upperBound: isHigh ? nil : 0, adjustment: adjustment)
        ])
    }
    var service = ControlSetup.withoutDelays(
      ControlSetup.service(
        policies: [step("high", .greaterThanThreshold, 3), step("low", .lessThanThreshold, 2)]))
    service.lifeCycle.provisioning = .seconds(20)
    let plane = RecordedPlane { minute, _ in minute == 2 ? 90 : 10 }
    let outcome = ControlSetup.run(service, plane, minutes: 10)
    let life = plane.journal.filter { $0.task == 2 }
    #expect(life.map(\.step) == [.started, .healthy, .draining, .stopped])
    #expect(life[3].time - life[0].time == .seconds(40))
    #expect(outcome.taskSeconds == 2 * 600 + 60)
  }

  @Test("The base goes to its provider first, the rest by weight, and each has its own readings")
  func capacityProviders() {
    var service = ControlSetup.service(initial: 8)
    service.architecture = .arm
    service.capacityProviders = [
      CapacityProviderStrategyItem(provider: .fargate, base: 2, weight: 1),
      CapacityProviderStrategyItem(provider: .fargateSpot, base: 0, weight: 2),
    ]
    let outcome = ControlSetup.run(service, RecordedPlane { _, _ in 50 }, minutes: 10)
    let four: Int128 = 4 * 600_000 * 256
    #expect(total(outcome, .fargateCPU, "arm") == four)
    #expect(total(outcome, .fargateCPU, "spot.arm") == four)
    #expect(service.capacityProviders.problems.isEmpty)
    #expect([CapacityProviderStrategyItem]().problems.count == 1)
    #expect(
      [
        CapacityProviderStrategyItem(provider: .fargate, base: 1, weight: 0),
        CapacityProviderStrategyItem(provider: .fargateSpot, base: 1, weight: 0),
      ].problems.count == 2)
  }

  @Test("Minutes add up, and published points appear for the windows that closed")
  func timeline() {
    let plane = RecordedPlane { minute, _ in Double(minute) }
    let outcome = ControlSetup.run(ControlSetup.service(), plane, minutes: 30)
    #expect(outcome.timeline.map(\.minute) == Array(0..<30))
    #expect(outcome.timeline.map(\.publishedCPUPercent) == (0..<30).map { Double($0) })
    #expect(outcome.offered == 3000 && outcome.served == 2970 && outcome.errors.badGateway == 30)
    #expect(outcome.offered == outcome.served + outcome.errors.total)
    // One minute in three has a p95 of 600 ms, above the objective of 500 ms.
    #expect(outcome.breachMinutes == 10)
    var late = ControlSetup.service()
    late.metrics.samplingOffset = .seconds(10)
    let last = ControlSetup.run(late, RecordedPlane { _, _ in 1 }, minutes: 5).timeline
    #expect(last.map(\.publishedCPUPercent) == [1, 1, 1, 1, nil])
  }

  @Test("The same seed gives the same outcome, another one other times")
  func determinism() {
    func starts(seed: UInt64) -> [SimTime] {
      let plane = swinging()
      let service = ControlSetup.service(policies: [Self.tracking])
      _ = ControlSetup.run(service, plane, minutes: 120, seed: seed)
      return plane.times(of: .started)
    }
    #expect(starts(seed: 3) == starts(seed: 3))
    #expect(starts(seed: 3) != starts(seed: 4))
  }
}
