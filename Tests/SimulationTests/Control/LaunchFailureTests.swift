import Autoscaling
import Ledger
import Simulation
import Testing
import Units

@Suite("Control plane: launches that fail")
struct LaunchFailureTests {
  /// Two tasks of a quarter vCPU, and a scheduled action that wants six from 00:10 on.
  private func service(_ edit: (inout TaskLifeCycle) -> Void) throws -> ServiceConfiguration {
    var service = ControlSetup.withoutDelays(ControlSetup.service(min: 2, max: 10, initial: 2))
    service.lifeCycle.scheduleToActivity = .zero...(.zero)
    var action = ScheduledAction(
      name: "more", schedule: try ScheduleExpression(text: "at(2026-12-01T00:10:00)"),
      clock: try #require(WallClock(identifier: "UTC")))
    action.minCapacity = 6
    service.scheduledActions = [action]
    edit(&service.lifeCycle)
    return service
  }

  private func started(_ plane: RecordedPlane) -> [Double] {
    plane.times(of: .started).filter { $0 > .start }.map(\.inSeconds)
  }

  @Test("Beyond the vCPU quota launches fail until a task has gone")
  func quota() throws {
    let plane = RecordedPlane { _, _ in 50 }
    var limited = try service { _ in }
    limited.fargateQuotas.onDemandVCPUs = 1.25
    let outcome = ControlSetup.run(limited, plane, minutes: 60)
    #expect(outcome.maxRunning == 5)
    #expect(outcome.timeline.last?.desired == 6)
    // 10, 20, 40, … s apart up to 15 minutes: at 600 s, 610, 630, 670, 750, 910, 1230, 1870, 2770.
    #expect(outcome.failedStarts == 9)
    let enough = RecordedPlane { _, _ in 50 }
    limited.fargateQuotas.onDemandVCPUs = 1.5
    let whole = ControlSetup.run(limited, enough, minutes: 60)
    #expect(whole.failedStarts == 0 && whole.maxRunning == 6)
  }

  @Test("Tasks that end before RUNNING are started again at growing intervals, and paid for")
  func failures() throws {
    let start = UTCTime(secondsSinceEpoch: 1_796_083_200)
    let plane = RecordedPlane { _, _ in 50 }
    let outcome = ControlSetup.run(
      try service {
        $0.startFailures = [
          StartFailures(
            share: 1, from: start.advanced(bySeconds: 600), until: start.advanced(bySeconds: 1000))
        ]
      }, plane, minutes: 60)
    // A start takes a minute: failures at 660, 730, 810 and 910 s; the next is RUNNING at 1050.
    #expect(outcome.failedStarts == 16)
    #expect(started(plane) == [1050, 1050, 1050, 1050])
    // Image pulls take no time here: a failed start is the meter's shortest use of a task.
    let never = ControlSetup.run(
      try service { $0.startFailures = [StartFailures(share: 0)] }, RecordedPlane { _, _ in 50 },
      minutes: 60)
    #expect(never.failedStarts == 0)
    let pulling = ControlSetup.run(
      try service {
        $0.imageMB = 10
        $0.pullSecondsPerMB = 1
        $0.startFailures = [StartFailures(share: 1)]
      }, RecordedPlane { _, _ in 50 }, minutes: 12)
    // Two tasks for twelve minutes, and four that pull ten seconds from 660 s on: a minute each.
    #expect(pulling.taskSeconds == 2 * 720 + 4 * 60)
  }

  @Test("Launches on demand and on Spot have a bucket each")
  func buckets() throws {
    var service = try service { _ in }
    service.fargateQuotas.launchBurst = 1
    service.fargateQuotas.launchesPerSecond = 0.1
    service.scheduledActions[0].minCapacity = 10
    service.capacityProviders = [.fargate, .fargateSpot].map {
      CapacityProviderStrategyItem(provider: $0, base: 0, weight: 1)
    }
    let plane = RecordedPlane { _, _ in 50 }
    _ = ControlSetup.run(service, plane, minutes: 30)
    // Four of each, ten seconds apart.
    #expect(started(plane) == [660, 660, 670, 670, 680, 680, 690, 690])
  }

  @Test("A share of failing starts delays some tasks only, the same for a seed")
  func share() throws {
    func run(_ seed: UInt64) throws -> ([Double], Int) {
      let plane = RecordedPlane { _, _ in 50 }
      let outcome = ControlSetup.run(
        try service { $0.startFailures = [StartFailures(share: 0.5)] }, plane, minutes: 120,
        seed: seed)
      return (started(plane), outcome.failedStarts)
    }
    let first = try run(1)
    #expect(try run(1) == first)
    let failed = try (1...40).map { try run(UInt64($0)).1 }
    // Each of four tasks fails once on average.
    let mean = Double(failed.reduce(0, +)) / 40
    #expect(abs(mean - 4) < 1.5)
    #expect(first.0.count == 4)
  }
}
