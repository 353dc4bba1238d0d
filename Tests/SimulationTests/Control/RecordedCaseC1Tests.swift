import Autoscaling
import Ledger
import Simulation
import Testing
import Units

/// A recorded ECS service that went 2 → 3 → 2 (aws-autoscaling cases, C1).
@Suite("Control plane: recorded case C1")
struct RecordedCaseC1Tests {
  /// Published CPU from 01:44 to 02:29.
  private static let cpu: [Double] =
    Array(repeating: 3.04, count: 15) + [3.042, 3.055]
    + [50.696, 50.423, 51.027, 50.566, 50.269, 3.716, 5.147, 3.396]
    + Array(repeating: 3.36, count: 21)

  /// `hh:mm:ss.s` of the recording as an instant of a run that starts at 01:44.
  private static func at(_ hour: Int64, _ minute: Int64, _ second: Double) -> SimTime {
    SimTime.minute(hour * 60 + minute - 104) + SimDuration(seconds: second)
  }

  private static func run(lag: Int = 2, seed: UInt64 = 1) -> ServiceOutcome {
    var policy = TargetTracking(metric: .cpu, target: 50)
    policy.scaleOutCooldown = .seconds(60)
    policy.scaleInCooldown = .seconds(120)
    var service = ControlSetup.service(min: 2, max: 6, policies: [policy])
    service.metrics.lagMinutes = lag
    service.alarmPhases = AlarmPhases(
      high: SimDuration(seconds: 29.56), low: SimDuration(seconds: 58.51))
    service.alarmsCreated = at(2, 0, 44)
    // "started" to "registered" as recorded; a start ten seconds faster would end the short cooldown
    // before the action of 02:08:29.
    service.lifeCycle.provisioning = SimDuration(seconds: 26.3) - .milliseconds(2500)
    service.lifeCycle.imageMB = 0
    service.lifeCycle.startSigma = 0
    service.lifeCycle.healthCheckInterval = .seconds(10)
    service.lifeCycle.healthyThreshold = 2
    service.lifeCycle.deregistrationDelay = .seconds(30)
    return ServiceSimulation.run(
      configuration: service, plane: RecordedPlane(cpu),
      calendar: ControlSetup.calendar(hour: 1, minute: 44, seconds: 46 * 60), seed: seed)
  }

  private static let high = "TargetTracking-service/web-AlarmHigh-cpu"
  private static let low = "TargetTracking-service/web-AlarmLow-cpu"

  @Test("The six alarm transitions of the recording, each within a second")
  func transitions() {
    let expected: [(time: SimTime, alarm: String, from: AlarmState, to: AlarmState)] = [
      (Self.at(2, 1, 29.559), Self.high, .insufficientData, .ok),
      (Self.at(2, 1, 58.512), Self.low, .insufficientData, .alarm),
      (Self.at(2, 4, 58.513), Self.low, .alarm, .ok),
      (Self.at(2, 6, 29.561), Self.high, .ok, .alarm),
      (Self.at(2, 9, 29.601), Self.high, .alarm, .ok),
      (Self.at(2, 23, 58.513), Self.low, .ok, .alarm),
    ]
    let transitions = Self.run().alarmTransitions
    #expect(transitions.count == expected.count)
    for (transition, expected) in zip(transitions, expected) {
      #expect(transition.alarm == expected.alarm)
      #expect(transition.from == expected.from && transition.to == expected.to)
      #expect(abs((transition.time - expected.time).inSeconds) < 1)
    }
  }

  @Test(
    "Any other metric lag than two minutes gives the wrong minutes",
    arguments: [
      (0, at(2, 4, 29.56), at(2, 2, 58.51), at(2, 21, 58.51)),
      (1, at(2, 5, 29.56), at(2, 3, 58.51), at(2, 22, 58.51)),
      (3, at(2, 7, 29.56), at(2, 5, 58.51), at(2, 24, 58.51)),
    ])
  func otherLags(lag: Int, highAlarm: SimTime, lowOK: SimTime, lowAlarm: SimTime) {
    let transitions = Self.run(lag: lag).alarmTransitions
    #expect(transitions.first { $0.alarm == Self.high && $0.to == .alarm }?.time == highAlarm)
    #expect(transitions.first { $0.alarm == Self.low && $0.to == .ok }?.time == lowOK)
    #expect(transitions.last { $0.alarm == Self.low && $0.to == .alarm }?.time == lowAlarm)
  }

  @Test("Two tasks become three, no more at the repeated actions, and two again", arguments: 1...20)
  func activities(seed: UInt64) {
    let outcome = Self.run(seed: seed)
    let changes = outcome.activities.filter { $0.notScaledReason == nil }
    #expect(changes.map(\.fromDesired) == [2, 3])
    #expect(changes.map(\.toDesired) == [3, 2])
    #expect(changes.map(\.status) == [.successful, .successful])
    #expect(outcome.scaleOuts == 1 && outcome.scaleIns == 1)
    #expect(outcome.maxRunning == 3 && outcome.minRunning == 2)
    let starts = [Self.at(2, 6, 29.76), Self.at(2, 23, 58.71)]
    #expect(changes.map(\.start) == starts)
    let repeated = outcome.activities.first { $0.start == Self.at(2, 7, 29.56) }
    #expect(repeated?.notScaledReason == .alreadyAtDesiredCapacity)
    #expect(repeated?.occurrences == 2)
    #expect(
      repeated?.cause == "monitor alarm \(Self.high) in state ALARM triggered policy "
        + "cpu-target-tracking")
    // The low alarm of the idle service is in ALARM and explains itself; so it is at the end.
    #expect(outcome.activities.first?.notScaledReason == .alreadyAtMinCapacity)
    #expect(outcome.activities.first?.occurrences == 3)
    #expect(outcome.activities.last?.notScaledReason == .alreadyAtMinCapacity)
  }

  @Test(
    "Out and in take about as long as recorded: 67.4 s and 32.1 s (C1), 20 to 90 s (C8)",
    arguments: 1...20)
  func durations(seed: UInt64) throws {
    let changes = Self.run(seed: seed).activities.filter { $0.notScaledReason == nil }
    let durations = try changes.map { try #require($0.end) - $0.start }.map(\.inSeconds)
    #expect(abs(durations[0] - 67.4) < 5)
    #expect(abs(durations[1] - 32.1) < 3)
  }
}
