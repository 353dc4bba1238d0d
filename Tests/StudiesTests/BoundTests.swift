import Autoscaling
import Kernel
import Ledger
import Simulation
import Studies
import Testing
import Units
import Workload

@Suite("Bound: never above a policy")
struct BoundTests {
  /// A service of random size under a random load and a random policy.
  private static func service(_ random: inout RandomStream) -> ServiceConfiguration {
    let most = 2 + Int(random.uniform() * 6)
    var service = ServiceConfiguration(
      name: "web", cpuUnits: 1024, memoryMB: 2048, share: 1, minTasks: 1, maxTasks: most,
      initialTasks: 1 + Int(random.uniform() * 2),
      demand: RequestDemand(cpu: .exponential(mean: 5)))
    var policy = TargetTracking(metric: .cpu, target: 30 + 50 * random.uniform())
    policy.scaleOutCooldown = .seconds(Int64(random.uniform() * 300))
    policy.scaleInCooldown = .seconds(Int64(random.uniform() * 300))
    policy.scaleInStep = random.uniform() < 0.5 ? .unlimited : .tasks(1)
    policy.lowPeriods = 2 + Int(random.uniform() * 14)
    service.policies = [policy]
    service.lifeCycle.healthCheckInterval = .seconds(5 + Int64(random.uniform() * 30))
    service.lifeCycle.healthyThreshold = Int(random.uniform() * 4)
    service.lifeCycle.startSigma = random.uniform() < 0.5 ? 0 : 0.3
    return service
  }

  @Test("On three thousand random loads, policies and services", arguments: 0..<30)
  func neverAbove(batch: Int) throws {
    for trial in 0..<100 {
      var random = RandomStream(
        seed: UInt64(batch * 100 + trial), component: "bound", entity: "test")
      let service = Self.service(&random)
      var level = random.uniform() * 12
      let expected = (0..<90).map { _ -> Double in
        if random.uniform() < 0.08 { level = random.uniform() * 40 }
        return level
      }
      let plane = RequestPlane<FIFOEngine>(
        configuration: service, profile: RateProfile(step: 60, expected: expected),
        seed: UInt64(trial))
      let start = UTCTime(secondsSinceEpoch: 1_796_083_200)
      let period = try #require(Period(start: start, end: start.advanced(bySeconds: 5400)))
      let outcome = ServiceSimulation.run(
        configuration: service, plane: plane, calendar: LedgerCalendar(period: period),
        seed: UInt64(trial))
      let bound = ServiceBound(
        service: service, offered: outcome.timeline.map(\.offered),
        healthy: outcome.timeline.map(\.healthy), taskSeconds: outcome.taskSeconds,
        periodSeconds: 5400, target: nil)
      #expect(bound.programmeSeconds <= bound.policySeconds)
      #expect(bound.boundSeconds == bound.programmeSeconds)
      #expect(bound.boundSeconds > 0)
      #expect(bound.fullServiceSeconds >= bound.boundSeconds)
    }
  }

  @Test("A policy that was below its minimum for a part of a minute is its own bound")
  func withinMinute() {
    var service = ServiceConfiguration(
      name: "web", cpuUnits: 1024, memoryMB: 2048, share: 1, minTasks: 2, maxTasks: 4,
      initialTasks: 2, demand: RequestDemand(cpu: .constant(0.1)))
    service.lifeCycle.startSigma = 0
    // Two tasks at each minute's end, of which one was away for twenty seconds.
    let bound = ServiceBound(
      service: service, offered: [0, 0, 0], healthy: [2, 2, 2], taskSeconds: 340,
      periodSeconds: 180, target: nil)
    #expect(bound.programmeSeconds == 360)
    #expect(bound.boundSeconds == 340)
    #expect(bound.ratio == 1)
  }
}
