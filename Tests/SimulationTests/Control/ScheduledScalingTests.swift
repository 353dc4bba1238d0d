import Autoscaling
import Kernel
import Ledger
import Simulation
import Testing
import Units

@Suite("Control plane: schedules, quotas and pods")
struct ScheduledScalingTests {
  private func action(_ schedule: String, min: Int? = nil, max: Int? = nil) throws
    -> ScheduledAction
  {
    var action = ScheduledAction(
      name: "night", schedule: try ScheduleExpression(text: schedule),
      clock: try #require(WallClock(identifier: "UTC")))
    action.minCapacity = min
    action.maxCapacity = max
    return action
  }

  @Test("A minimum from 0 to 1 at 06:00 is done in 20 to 90 s (C8)", arguments: 1...20)
  func recordedSchedule(seed: UInt64) throws {
    var service = ControlSetup.service(min: 0, max: 4, initial: 0)
    service.scheduledActions = [try action("cron(0 6 * * ? *)", min: 1)]
    service.lifeCycle.healthyThreshold = 0
    let outcome = ControlSetup.run(
      service, RecordedPlane { _, _ in nil }, minutes: 12 * 60, seed: seed)
    let change = try #require(outcome.activities.first)
    #expect(outcome.activities.count == 1)
    #expect(change.fromDesired == 0 && change.toDesired == 1)
    #expect(change.cause == "minimum capacity was set to 1 by scheduled action night")
    #expect(change.status == .successful)
    let late = change.start - SimTime.minute(360)
    #expect(late >= .zero && late <= .seconds(30))
    let duration = try #require(change.end) - change.start
    #expect(duration >= .seconds(20) && duration <= .seconds(90))
  }

  @Test("A maximum below the count scales down at once, and stays after the action")
  func maximum() throws {
    var service = ControlSetup.service(min: 1, max: 10, initial: 8)
    service.scheduledActions = [try action("at(2026-12-01T01:00:00)", max: 3)]
    let outcome = ControlSetup.run(service, RecordedPlane { _, _ in 95 }, minutes: 300)
    #expect(outcome.activities.map(\.toDesired) == [3])
    #expect(outcome.timeline[299].running == 3)
  }

  @Test("What is missed while suspended is not made up for")
  func suspended() throws {
    var service = ControlSetup.service(min: 2, max: 10, initial: 2)
    service.scheduledActions = [try action("cron(0 1,3 * * ? *)", min: 5)]
    let start = ControlSetup.calendar(seconds: 60).period.start
    service.suspensions = [
      ScalingSuspension(
        processes: [.scheduled], from: nil, until: start.advanced(bySeconds: 7200))
    ]
    let outcome = ControlSetup.run(service, RecordedPlane { _, _ in 50 }, minutes: 300)
    #expect(outcome.activities.map(\.notScaledReason) == [.scalingSuspended, nil])
    #expect(outcome.timeline[170].desired == 2 && outcome.timeline[200].desired == 5)
  }

  @Test("Suspended scale-out says so every minute, and acts when it is resumed")
  func suspendedScaleOut() throws {
    var service = ControlSetup.service(policies: [TargetTracking(metric: .cpu, target: 50)])
    let start = ControlSetup.calendar(seconds: 60).period.start
    service.suspensions = [
      ScalingSuspension(
        processes: [.dynamicScalingOut], from: nil, until: start.advanced(bySeconds: 1800))
    ]
    let outcome = ControlSetup.run(service, RecordedPlane { _, _ in 80 }, minutes: 60)
    let first = try #require(outcome.activities.first)
    #expect(first.notScaledReason == .scalingSuspended && first.occurrences > 20)
    let change = try #require(outcome.activities.first { $0.toDesired > 2 })
    #expect(change.start >= .minute(30) && change.start < .minute(31) + .seconds(1))
  }

  /// Tasks running after each minute of a jump from 0 to `count`.
  private func ramp(_ count: Int, burst: Int, perSecond: Double, start: Double, minutes: Int64)
    throws -> [Int]
  {
    var service = ControlSetup.service(min: 0, max: count, initial: 0)
    service.scheduledActions = [try action("at(2026-12-01T00:00:00)", min: count)]
    service.lifeCycle.scheduleToActivity = .zero...(.zero)
    service.lifeCycle.activityToTask = .zero...(.zero)
    service.fargateQuotas.launchBurst = burst
    service.fargateQuotas.launchesPerSecond = perSecond
    service.lifeCycle.provisioning = SimDuration(seconds: start)
    service.lifeCycle.imageMB = 0
    service.lifeCycle.startSigma = 0
    let outcome = ControlSetup.run(service, RecordedPlane { _, _ in nil }, minutes: minutes)
    return outcome.timeline.map(\.running)
  }

  @Test("The launch ramps of 2020, one a second, and of 2022, fifteen a second (C15)")
  func launchRamps() throws {
    let running = try ramp(800, burst: 1, perSecond: 1, start: 13.5, minutes: 11)
    for (minute, recorded) in [(1, 50), (2, 98), (3, 163), (4, 213), (5, 263), (10, 558)] {
      let share = Double(running[minute - 1]) / Double(recorded)
      #expect(abs(share - 1) <= 0.10, "minute \(minute): \(running[minute - 1]), not \(recorded)")
    }
    let later = try ramp(3500, burst: 100, perSecond: 15, start: 30, minutes: 7)
    #expect(later[0] > 0)
    #expect(later[3] < 3500 && later[5] == 3500)
  }

  @Test("20 s metrics trigger in 86 ± 10 s on the mean of 2,000 drawn phases and offsets (C7)")
  func highResolution() throws {
    var total = 0.0
    for replication in 0..<UInt64(2000) {
      var stream = RandomStream(
        seed: 6, replication: replication, component: "load", entity: "offset")
      let offset = 20 * stream.uniform()
      let plane = RecordedPlane { window, _ in window > 9 ? 90 : 10 }
      let outcome = ControlSetup.run(
        ControlSetup.service(policies: [TargetTracking(metric: .cpuHighResolution, target: 70)]),
        plane, minutes: 6, replication: replication)
      let activity = try #require(outcome.activities.first { $0.toDesired > $0.fromDesired })
      total += activity.start.inSeconds - (180 + offset)
    }
    #expect(abs(total / 2000 - 86) < 10)
  }

  @Test("A pod autoscaler grows within a minute and holds its peak for five (C14)")
  func pods() throws {
    var service = ControlSetup.withoutDelays(ControlSetup.service(min: 1, max: 5, initial: 2))
    service.kubernetesHPA = KubernetesHPA(target: 50)
    service.lifeCycle.provisioning = .seconds(5)
    // The metric server's points of 15 s: load for ten minutes, then none.
    let plane = RecordedPlane { window, running in
      window < 40 ? 164 / Double(max(1, running)) : 1
    }
    let outcome = ControlSetup.run(service, plane, minutes: 20)
    let changes = outcome.activities
    #expect(changes.map(\.toDesired).first == 4)
    #expect(try #require(changes.first).start <= .minute(1))
    let down = try #require(changes.first { $0.toDesired < $0.fromDesired })
    #expect(down.start >= .minute(15) && down.start <= .minute(16))
    #expect(changes.last?.toDesired == 1)
  }
}
