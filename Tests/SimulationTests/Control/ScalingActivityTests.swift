import Autoscaling
import Ledger
import Simulation
import Testing
import Units

@Suite("Control plane: scaling activities")
struct ScalingActivityTests {
  private func changes(_ outcome: ServiceOutcome) -> [ScalingActivity] {
    outcome.activities.filter { $0.notScaledReason == nil }
  }

  private func reasons(_ outcome: ServiceOutcome) -> [NotScaledReason] {
    outcome.activities.compactMap(\.notScaledReason)
  }

  private func proportional(_ work: @escaping (Int) -> Double) -> RecordedPlane {
    RecordedPlane { minute, running in min(100, work(minute) / Double(max(1, running))) }
  }

  @Test("At the maximum one folded entry says AlreadyAtMaxCapacity, as often as it was asked")
  func maximum() throws {
    let service = ControlSetup.service(
      max: 2, policies: [TargetTracking(metric: .cpu, target: 70)])
    let outcome = ControlSetup.run(service, RecordedPlane { _, _ in 95 }, minutes: 60)
    #expect(changes(outcome).isEmpty)
    #expect(reasons(outcome) == [.alreadyAtMaxCapacity])
    let entry = try #require(outcome.activities.first)
    #expect(entry.status == .notScaled && entry.fromDesired == 2 && entry.toDesired == 2)
    // First asked in minute 5 (three points and two minutes' lag), last in minute 59.
    #expect(entry.start.minuteIndex == 5 && entry.end?.minuteIndex == 59)
    #expect(entry.occurrences == 55)
  }

  @Test("Scale-out repeats after activity and cooldown until the metric is below its target")
  func repeatedScaleOut() {
    let service = ControlSetup.service(policies: [TargetTracking(metric: .cpu, target: 70)])
    let outcome = ControlSetup.run(service, proportional { _ in 500 }, minutes: 60)
    // A metric bounded by 100 % bounds each step: 2 → 3 → 5 → 8.
    #expect(changes(outcome).map(\.toDesired) == [3, 5, 8])
    for (earlier, later) in zip(changes(outcome), changes(outcome).dropFirst()) {
      guard let end = earlier.end else {
        Issue.record("an activity before another one must have ended")
        continue
      }
      #expect(later.start - end > .seconds(300))
    }
  }

  @Test("A larger need during a scale-out overrides it; the task already starting counts")
  func overridden() {
    var policy = TargetTracking(metric: .cpu, target: 50)
    policy.metricValue = .newest
    let service = ControlSetup.service(policies: [policy])
    let plane = RecordedPlane { minute, _ in minute < 4 ? 60 : 100 }
    let outcome = ControlSetup.run(service, plane, minutes: 9)
    #expect(changes(outcome).map(\.toDesired) == [3, 4])
    #expect(changes(outcome).map(\.status) == [.overridden, .inProgress])
    #expect(changes(outcome)[0].end == changes(outcome)[1].start)
    #expect(changes(outcome)[1].end == nil)
    #expect(plane.times(of: .started).count == 4)
  }

  @Test("Scale-in takes one task at a time, each after the cooldown of the one before")
  func scaleIn() {
    let service = ControlSetup.service(
      initial: 5, policies: [TargetTracking(metric: .cpu, target: 70)])
    let plane = RecordedPlane { _, _ in 3 }
    let outcome = ControlSetup.run(service, plane, minutes: 60)
    #expect(changes(outcome).map(\.toDesired) == [4, 3, 2])
    for (earlier, later) in zip(changes(outcome), changes(outcome).dropFirst()) {
      #expect(later.start - earlier.start > .seconds(300 + 27))
      #expect(later.start - earlier.start < .seconds(300 + 36 + 60))
    }
    #expect(reasons(outcome).contains(.scaleInCooldown))
    #expect(reasons(outcome).last == .alreadyAtMinCapacity)
    // The newest goes first.
    #expect(plane.journal.filter { $0.step == .draining }.map(\.task) == [4, 3, 2])
  }

  @Test("A scale-out while a removed task drains starts a new task at once")
  func scaleOutWhileDraining() throws {
    let service = ControlSetup.service(
      initial: 3, policies: [TargetTracking(metric: .cpu, target: 70)])
    // Idle until the scale-in of minute 17 or 18, then overloaded.
    let plane = RecordedPlane(drain: .minutes(20)) { minute, _ in minute < 15 ? 3 : 90 }
    let outcome = ControlSetup.run(service, plane, minutes: 40)
    let changes = changes(outcome)
    #expect(changes.prefix(2).map(\.toDesired) == [2, 3])
    let started = try #require(plane.journal.first { $0.step == .started && $0.task == 3 })
    let stopped = try #require(plane.journal.first { $0.step == .stopped && $0.task == 2 })
    #expect(started.time < stopped.time)
  }

  @Test("A scale-in while a task still starts stops that task before it has run")
  func scaleInWhileStarting() {
    // A step policy in does not wait for the target tracking's scale-out.
    let idle = AlarmConfiguration(
      name: "requests-low", metric: .requestCountPerTarget, comparison: .lessThanThreshold,
      threshold: 95, evaluationPeriods: 6, datapointsToAlarm: 6, treatMissingData: .missing)
    let service = {
      var service = ControlSetup.service(policies: [
        TargetTracking(metric: .cpu, target: 70),
        StepScaling(
          alarm: idle, adjustmentType: .exactCapacity,
          steps: [StepAdjustment(lowerBound: nil, upperBound: 0, adjustment: 1)]),
      ])
      service.minTasks = 1
      service.lifeCycle.provisioning = .seconds(600)
      return service
    }()
    let plane = RecordedPlane { _, _ in 90 }
    // Draining takes the five minutes of the deregistration delay.
    let outcome = ControlSetup.run(service, plane, minutes: 17)
    #expect(changes(outcome).map(\.toDesired).starts(with: [3, 1]))
    #expect(changes(outcome).first?.status == .overridden)
    #expect(plane.journal.contains { $0.step == .stopped && $0.task == 1 })
    #expect(!plane.journal.contains { $0.task == 2 && $0.step == .started })
  }

  @Test("Several policies: the larger scale-out wins, scale-in needs all to agree")
  func severalPolicies() {
    let service = ControlSetup.service(
      initial: 4,
      policies: [
        TargetTracking(metric: .cpu, target: 70),
        TargetTracking(metric: .requestCountPerTarget, target: 30),
      ])
    // Both metrics are 40: CPU asks for less, requests for more.
    let mixed = ControlSetup.run(service, RecordedPlane { _, _ in 40 }, minutes: 40)
    #expect(changes(mixed).first?.toDesired == 6)
    #expect(
      changes(mixed).allSatisfy { $0.policy == "alb_request_count_per_target-target-tracking" })
    // Both are 28: CPU would scale in, requests are in their dead band.
    let blocked = ControlSetup.run(service, RecordedPlane { _, _ in 28 }, minutes: 40)
    #expect(changes(blocked).isEmpty)
    #expect(reasons(blocked) == [.otherPolicyNotReady])
    // Both are 24: requests are low, but one task fewer would bring them above their target.
    let flapping = ControlSetup.run(service, RecordedPlane { _, _ in 24 }, minutes: 40)
    #expect(changes(flapping).isEmpty)
    #expect(Set(reasons(flapping)) == [.otherPolicyNotReady, .autoScalingAnticipatedFlapping])
    let agreed = ControlSetup.run(service, RecordedPlane { _, _ in 10 }, minutes: 40)
    #expect(changes(agreed).map(\.toDesired).starts(with: [3, 2]))
  }
}
