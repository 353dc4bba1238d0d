import Autoscaling
import Kernel
import Ledger
import Simulation
import Testing
import Units

@Suite("Control plane: alarm timing")
struct AlarmTimingTests {
  @Test("A step overload triggers a scale-out after 360 s on average, 300 to 420 s each (C7)")
  func timeToTrigger() throws {
    var total = 0.0
    let runs = 2000
    for replication in 0..<UInt64(runs) {
      var stream = RandomStream(
        seed: 5, replication: replication, component: "load", entity: "offset")
      let offset = 60 * stream.uniform()
      // The minute in which the load begins does not breach yet; the following ones do.
      let plane = RecordedPlane { minute, _ in minute > 3 ? 90 : 10 }
      let outcome = ControlSetup.run(
        ControlSetup.service(policies: [TargetTracking(metric: .cpu, target: 70)]), plane,
        minutes: 12, replication: replication)
      let activity = try #require(outcome.activities.first { $0.toDesired > $0.fromDesired })
      let waited = activity.start.inSeconds - (180 + offset)
      #expect((300...420.2).contains(waited))
      total += waited
    }
    #expect(abs(total / Double(runs) - 360) < 3)
  }

  @Test("The newest point of an alarm started floor(T) - period - D minutes ago (C6)")
  func metricLag() throws {
    // Newest point, instant of the state change and lag of three alarms with 60 s periods, in
    // seconds after the hour before the first of them.
    let cases: [(newest: Int64, change: Double, lag: Int)] = [
      (45 * 60, 48 * 60 + 22.295, 2),
      (18 * 60, 20 * 60 + 50.708, 1),
      (34 * 60, 36 * 60 + 32, 1),
    ]
    for (newest, change, lag) in cases {
      #expect(Int64(change) / 60 - newest / 60 - 1 == Int64(lag))
      let first = Int(newest / 60) - 2
      let plane = RecordedPlane { minute, _ in minute >= first ? 90 : 10 }
      var service = ControlSetup.service(policies: [TargetTracking(metric: .cpu, target: 70)])
      service.metrics.lagMinutes = lag
      let phase = SimDuration(seconds: change.truncatingRemainder(dividingBy: 60))
      service.alarmPhases = AlarmPhases(high: phase, low: phase)
      let outcome = ControlSetup.run(service, plane, minutes: 60)
      let alarm = try #require(outcome.alarmTransitions.first { $0.to == .alarm && $0.from == .ok })
      #expect(alarm.time == SimTime(seconds: change))
    }
  }

  @Test("Phases come from the seed, one for each alarm, and stay when a policy is added")
  func drawnPhases() {
    func phases(_ policies: [any ScalingPolicy], seed: UInt64) -> [Double] {
      let plane = RecordedPlane { minute, _ in minute < 5 ? 65 : 90 }
      return ControlSetup.run(
        ControlSetup.service(policies: policies), plane, minutes: 12, seed: seed
      )
      .alarmTransitions
      .filter { $0.alarm.hasSuffix("cpu") && $0.from == .insufficientData }
      .map { $0.time.inSeconds.truncatingRemainder(dividingBy: 60) }
    }
    let cpu = TargetTracking(metric: .cpu, target: 70)
    let requests = TargetTracking(metric: .requestCountPerTarget, target: 1000)
    #expect(phases([cpu], seed: 1) == phases([cpu, requests], seed: 1))
    #expect(phases([cpu], seed: 1) != phases([cpu], seed: 2))
    #expect(Set(phases([cpu], seed: 1)).count == 2)
  }

  @Test("Without delays an overload at t = 0 is answered at t = 180, by a task ready at t = 240")
  func benchmarkSettings() {
    var policy = TargetTracking(metric: .cpu, target: 70)
    policy.scaleOutCooldown = .zero
    policy.scaleInCooldown = .zero
    policy.scaleInStep = .unlimited
    policy.metricValue = .newest
    let plane = RecordedPlane { minute, running in
      minute < 6 ? 160 / Double(running) : 40 / Double(running)
    }
    let service = ControlSetup.withoutDelays(ControlSetup.service(policies: [policy]))
    let outcome = ControlSetup.run(service, plane, minutes: 40)
    let changes = outcome.activities.filter { $0.notScaledReason == nil }
    // Two tasks at 80 % need three; the point that closes at t = 240 is still of two tasks, so
    // minute 4 is the first below 63 % and minute 18 the fifteenth, seen as it closes.
    #expect(changes.map(\.start) == [.minute(3), .minute(19)])
    #expect(changes.map(\.end) == [.minute(4), .minute(19)])
    #expect(changes.map(\.toDesired) == [3, 2])
    #expect(plane.times(of: .started).last == .minute(4))
    #expect(plane.times(of: .healthy).last == .minute(4))
    #expect(plane.times(of: .stopped) == [.minute(19)])
    #expect(outcome.meanRunning == (40 * 2 + 15) / 40.0)
  }
}
