import Autoscaling
import Kernel
import Ledger
import Simulation
import Testing
import Units
import Workload

/// Case C1 from its load test on: nothing is recorded here but what `hey` was told, the service's
/// demand and the alarms' phases.
@Suite("A recorded load test on paper (C1)")
struct RecordedLoadTestTests {
  private static func at(_ hour: Int64, _ minute: Int64, _ second: Double) -> SimTime {
    SimTime.minute(hour * 60 + minute - 104) + SimDuration(seconds: second)
  }

  private static func run(seed: UInt64) -> ServiceOutcome {
    var policy = TargetTracking(metric: .cpu, target: 50)
    policy.scaleOutCooldown = .seconds(60)
    policy.scaleInCooldown = .seconds(120)
    var service = ControlSetup.service(min: 2, max: 6, policies: [policy])
    // 0.88 ms of a vCPU; the rest of the 259 ms at the load balancer passes in the database.
    service.demand = RequestDemand(cpu: .constant(0.00088), wait: .constant(0.2555))
    service.idleCPU = 0.0304
    service.alarmPhases = AlarmPhases(
      high: SimDuration(seconds: 29.56), low: SimDuration(seconds: 58.51))
    service.alarmsCreated = at(2, 0, 44)
    service.lifeCycle.imageMB = 50
    service.lifeCycle.startSigma = 0
    service.lifeCycle.healthCheckInterval = .seconds(10)
    service.lifeCycle.healthyThreshold = 2
    service.lifeCycle.deregistrationDelay = .seconds(30)
    let calendar = ControlSetup.calendar(hour: 1, minute: 44, seconds: 46 * 60)
    var hey = LoadTest(name: "hey", clients: 120, rtt: .milliseconds(184))
    hey.from = calendar.period.start.advanced(bySeconds: 16 * 60 + 50)
    hey.until = calendar.period.start.advanced(bySeconds: 21 * 60 + 50)
    service.loadTests = [hey]
    let plane = RequestPlane<FIFOEngine>(
      configuration: service,
      profile: RateProfile(step: 60, expected: [Double](repeating: 0, count: 46)),
      start: calendar.period.start, seed: seed)
    return ServiceSimulation.run(
      configuration: service, plane: plane, calendar: calendar, seed: seed)
  }

  @Test(
    "Throughput, latency, CPU and all six alarm transitions; two tasks, three, two",
    arguments: 1...5)
  func wholeCase(seed: UInt64) throws {
    let outcome = Self.run(seed: seed)
    let test = try #require(outcome.loadTests.first)
    // hey: 81,309 responses in 300.56 s, 270.53 a second, mean 0.443 s.
    #expect(abs(test.requestsPerSecond / 270.53 - 1) < 0.02)
    #expect(abs(try #require(test.latency).mean / 443 - 1) < 0.02)
    #expect(test.errors == 0 && abs(test.seconds - 300.5) < 1)
    let published = outcome.timeline.map { $0.publishedCPUPercent ?? 0 }
    let recorded = [3.055, 50.696, 50.423, 51.027, 50.566, 50.269, 3.716]
    for (found, expected) in zip(published[16...22], recorded) {
      #expect(abs(found - expected) < 1.5, "\(found), not \(expected)")
    }
    let expected: [(time: SimTime, to: AlarmState)] = [
      (Self.at(2, 1, 29.559), .ok), (Self.at(2, 1, 58.512), .alarm),
      (Self.at(2, 4, 58.513), .ok), (Self.at(2, 6, 29.561), .alarm),
      (Self.at(2, 9, 29.601), .ok), (Self.at(2, 23, 58.513), .alarm),
    ]
    #expect(outcome.alarmTransitions.map(\.to) == expected.map(\.to))
    for (transition, expected) in zip(outcome.alarmTransitions, expected) {
      #expect(abs((transition.time - expected.time).inSeconds) < 1)
    }
    let changes = outcome.activities.filter { $0.notScaledReason == nil }
    #expect(changes.map(\.toDesired) == [3, 2])
  }
}
