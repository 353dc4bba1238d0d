import Autoscaling
import Kernel
import Ledger
import Simulation
import Testing
import Units
import Workload

@Suite("A warm start")
struct WarmStartTests {
  /// A vCPU in each task and 10 ms a request: a request a second is a hundredth of a task.
  private static func service(
    min: Int = 1, policies: [any ScalingPolicy] = [TargetTracking(metric: .cpu, target: 50)]
  ) -> ServiceConfiguration {
    var service = ControlSetup.withoutDelays(
      ControlSetup.service(min: min, max: 20, initial: min, policies: policies))
    service.cpuUnits = 1024
    service.startsWarm = true
    return service
  }

  /// - Parameters:
  ///   - before: requests a second in each minute before midnight.
  ///   - perSecond: in each minute from then on.
  private static func run(
    _ service: ServiceConfiguration, before: [Double], perSecond: [Double]
  ) throws -> ServiceOutcome {
    let calendar = ControlSetup.calendar(seconds: Int64(perSecond.count) * 60)
    let leadIn = try #require(
      LeadIn(
        profile: RateProfile(step: 60, expected: before.map { $0 * 60 }),
        until: calendar.period.start))
    return ServiceSimulation.run(
      configuration: service,
      plane: FluidPlane(
        model: FluidModel(service),
        profile: RateProfile(step: 60, expected: perSecond.map { $0 * 60 }), calendar: calendar,
        seed: 1),
      calendar: calendar, seed: 1, leadIn: leadIn)
  }

  private static func steady(_ rate: Double, minutes: Int = 360) -> [Double] {
    Array(repeating: rate, count: minutes)
  }

  @Test("A steady load finds the tasks that its target asks for, and nothing changes")
  func steadyLoad() throws {
    // 270 requests a second keep 2.7 vCPUs busy: six tasks at 45 %.
    let outcome = try Self.run(
      Self.service(), before: Self.steady(270), perSecond: Self.steady(270, minutes: 60))
    #expect(outcome.start == ServiceStart(tasks: 6, isWarm: true))
    #expect(outcome.activities.isEmpty)
    #expect(outcome.errors.total == 0)
    #expect(outcome.timeline.allSatisfy { $0.running == 6 })
    // The alarms have their states already.
    #expect(outcome.alarmTransitions.isEmpty)
    #expect(outcome.taskSeconds == 6 * 3600)
  }

  @Test("A pod autoscaler and step scaling begin where they would be")
  func otherPolicies() throws {
    var pods = Self.service(policies: [])
    pods.kubernetesHPA = KubernetesHPA(target: 50)
    let hpa = try Self.run(
      pods, before: Self.steady(270), perSecond: Self.steady(270, minutes: 30))
    #expect(hpa.start?.tasks == 6)
    #expect(hpa.activities.isEmpty)
    let steps = StepScaling.example
    let threshold = try #require(steps.alarms.first { $0.comparison.isHigh }).threshold
    let stepped = try Self.run(
      Self.service(policies: [steps]), before: Self.steady(270),
      perSecond: Self.steady(270, minutes: 30))
    #expect(stepped.start?.tasks == Int((2.7 / (threshold / 100)).rounded(.up)))
    #expect(stepped.errors.total == 0)
  }

  @Test("Alarms see the minutes before the start")
  func alarmsLookBack() throws {
    // The load falls to a third eleven minutes before the start: AlarmLow compares 15 minutes.
    let before = Self.steady(270) + Self.steady(90, minutes: 11)
    let warm = try Self.run(
      Self.service(), before: before, perSecond: Self.steady(90, minutes: 30))
    #expect(warm.start?.tasks == 6)
    let first = try #require(warm.activities.first)
    #expect(first.toDesired < first.fromDesired)
    #expect(first.start >= .minute(3) && first.start <= .minute(5))
    #expect(warm.alarmTransitions.first?.from == .ok)
  }

  @Test("A scale-in just before the start still cools down")
  func cooldown() throws {
    var policy = TargetTracking(metric: .cpu, target: 50)
    policy.scaleInStep = .tasks(1)
    policy.scaleInCooldown = .seconds(1200)
    // AlarmLow is raised 15 minutes after the load has fallen, five minutes before the start.
    let before = Self.steady(270) + Self.steady(90, minutes: 20)
    let outcome = try Self.run(
      Self.service(policies: [policy]), before: before, perSecond: Self.steady(90, minutes: 30))
    #expect(outcome.start?.tasks == 5)
    let scaleIns = outcome.activities.filter { $0.toDesired < $0.fromDesired }
    let first = try #require(scaleIns.first)
    #expect(first.start > .minute(13) && first.start < .minute(18))
  }

  @Test(
    "Bounds hold that a schedule has set before, whether in the lead-in or long before",
    arguments: ["cron(0 20 * * ? *)", "cron(0 8 5 * ? *)", "at(2026-01-02T03:04:05)"])
  func schedules(expression: String) throws {
    var service = Self.service()
    var action = ScheduledAction(
      name: "raise", schedule: try ScheduleExpression(text: expression),
      clock: try #require(WallClock(identifier: "UTC")))
    action.minCapacity = 4
    service.scheduledActions = [action]
    let outcome = try Self.run(
      service, before: Self.steady(20), perSecond: Self.steady(20, minutes: 60))
    #expect(outcome.start?.tasks == 4)
    #expect(outcome.timeline.allSatisfy { $0.desired == 4 })
  }

  @Test("What disturbs a service before the start leaves nothing behind")
  func disturbances() throws {
    var disturbed = Self.service()
    disturbed.deployments = []
    disturbed.zones = ["a", "b"]
    var calm = disturbed
    calm.zoneOutages = []
    disturbed.zoneOutages = [
      ZoneOutage(
        zone: "a", start: UTCTime(secondsSinceEpoch: 1_796_083_200 - 3600), duration: .minutes(30))
    ]
    let (before, after) = (Self.steady(270), Self.steady(270, minutes: 20))
    let one = try Self.run(disturbed, before: before, perSecond: after)
    let other = try Self.run(calm, before: before, perSecond: after)
    #expect(one.start == other.start)
    #expect(Array(one.timeline) == Array(other.timeline))
  }

  @Test("A stated start knows nothing of the load before")
  func stated() throws {
    var service = Self.service(min: 2)
    service.startsWarm = false
    let load = Self.steady(150, minutes: 30)
    let with = try Self.run(service, before: Self.steady(500), perSecond: load)
    let without = try Self.run(service, before: Self.steady(1), perSecond: load)
    #expect(with.start == ServiceStart(tasks: 2, isWarm: false))
    #expect(Array(with.timeline) == Array(without.timeline))
    #expect(with.alarmTransitions == without.alarmTransitions)
    #expect(with.alarmTransitions.first?.from == .insufficientData)
  }
}
