import Autoscaling
import Foundation
import Reports
import Simulation
import Studies
import TestSupport
import Testing
import Units

@Suite("Replay of recorded metrics")
struct ReplayTests {
  private static let folder = Places.root + "/Tests/Fixtures/replay/"

  private static func c1(
    running: String? = nil, model: ReplayPlan.Model = .recorded, seed: UInt64 = 1
  ) throws -> (ReplayPlan, ReplayOutcome) {
    let plan = try ReplayPlan(
      metricsPath: folder + "c1-cpu.csv", policyPath: folder + "c1-policy.yaml",
      runningPath: running.map { folder + $0 }, model: model, seed: seed)
    return (plan, plan.run())
  }

  @Test("Case C1: six transitions to the second, and 2 → 3 → 2", arguments: 1...10)
  func recordedCase(seed: UInt64) throws {
    let (plan, outcome) = try Self.c1(seed: seed)
    let rows = String(decoding: ReplayCSV.bytes(plan, outcome), as: UTF8.self)
      .split(separator: "\r\n").map(String.init)
    func starts(_ kind: String) -> [String] {
      rows.filter { $0.contains(",\(kind),") }.map { String($0.prefix(23)) }
    }
    #expect(
      starts("transition") == [
        "2026-09-19T20:01:29.560", "2026-09-19T20:01:58.510", "2026-09-19T20:04:58.510",
        "2026-09-19T20:06:29.560", "2026-09-19T20:09:29.560", "2026-09-19T20:23:58.510",
      ])
    #expect(
      outcome.transitions.map(\.to) == [.ok, .alarm, .ok, .alarm, .ok, .alarm])
    let changes = outcome.activities.filter { $0.notScaledReason == nil }
    #expect(changes.map(\.toDesired) == [3, 2])
    #expect(changes[0].arithmetic == "ceil(2 × 50.72 / 50) = 3")
    #expect(
      changes[1].arithmetic == "ceil(3 × 3.51 / 50) = 1; at most 1 fewer at a time = 2")
  }

  @Test("Why it did not scale at 02:07 is said, with points, arithmetic and reason")
  func moment() throws {
    let (plan, outcome) = try Self.c1()
    let minute = try #require(UTCTime(iso8601: "2026-09-20T02:07:00+06:00"))
    let lines = ReplayMoment.lines(plan, outcome, minute: minute, style: .plain)
    #expect(
      lines == [
        "2026-09-19 20:07:29.560  AlarmHigh-cpu is ALARM",
        "  3 of 3 points > 50: 50.42, 51.03, 50.57; the newest point it looks at began at "
          + "2026-09-19 20:04:00",
        "  desired stays 3: AlreadyAtDesiredCapacity  ceil(2 × 50.67 / 50) = 3",
        "2026-09-19 20:07:58.510  AlarmLow-cpu is OK",
        "  11 of 15 points < 45: 3.04 to 51.03, newest 50.57; the newest point it looks at began at"
          + " 2026-09-19 20:04:00",
        "  asks for nothing",
      ])
  }

  @Test("JSON has what scripts read: transitions and activities")
  func json() throws {
    let (plan, outcome) = try Self.c1()
    let bytes = try ReplayJSON.bytes(plan, outcome)
    let root = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let transitions = try #require(root["transitions"] as? [[String: Any]])
    #expect(transitions.count == 6)
    #expect(transitions[3]["time"] as? String == "2026-09-19T20:06:29.560Z")
    #expect(transitions[3]["from"] as? String == "OK")
    #expect(transitions[3]["to"] as? String == "ALARM")
    let activities = try #require(root["activities"] as? [[String: Any]])
    let first = try #require(activities.first)
    #expect(first["reason"] as? String == "AlreadyAtMinCapacity")
    #expect(first["from"] as? Int == 2 && first["to"] as? Int == 2)
    let capacities = ["min_capacity", "max_capacity", "current_capacity"].map { first[$0] as? Int }
    #expect(capacities == [2, 6, 2])
    let changes = activities.filter { $0["from"] as? Int != $0["to"] as? Int }
    #expect(changes.compactMap { $0["to"] as? Int } == [3, 2])
    #expect(
      (changes[0]["cause"] as? String)?.hasSuffix("triggered policy cpu-target-tracking") == true)
  }

  static let tracking = """
    min: 1
    max: 10
    initial: 2
    target_tracking: {metric: cpu, target: 50}
    alarm_phases: {high: 10s, low: 40s}

    """

  @Test("A recorded running count is the base of the computation")
  func recordedCount() throws {
    let values = [Double?](repeating: 80, count: 5)
    let modelled = try ReplayBench.replay(values, policy: Self.tracking)
    let recorded = try ReplayBench.replay(
      values, policy: Self.tracking,
      running: "timestamp,value\n2026-09-01T00:00:00Z,2\n2026-09-01 00:03:00,5\n")
    #expect(modelled.activities.first?.toDesired == 4)
    #expect(recorded.activities.first?.toDesired == 8)
    #expect(recorded.activities.first?.arithmetic == "ceil(5 × 80 / 50) = 8")
  }

  /// CloudWatch stamps a minute with its start: the task that the decision of 20:06:29 starts is in
  /// the point of 20:06.
  @Test("Case C1 with a running count a minute: 2 → 3 → 2 as with none")
  func recordedMinutes() throws {
    let scratch = try Scratch()
    let first = try #require(UTCTime(iso8601: "2026-09-19T19:44:00Z"))
    let rows = (0..<60).map { minute in
      "\(first.advanced(bySeconds: Int64(60 * minute))),\((22...39).contains(minute) ? 3 : 2)\n"
    }
    let plan = try ReplayPlan(
      metricsPath: Self.folder + "c1-cpu.csv", policyPath: Self.folder + "c1-policy.yaml",
      runningPath: scratch.write("r.csv", "timestamp,value\n" + rows.joined()), model: .recorded,
      seed: 1)
    #expect(plan.run().desiredChanges.map(\.to) == [3, 2])
  }

  @Test("The proportional model lets more tasks lower the recorded metric")
  func proportional() throws {
    let values = [Double?](repeating: 80, count: 40)
    let asRecorded = try ReplayBench.replay(values, policy: Self.tracking)
    let scaled = try ReplayBench.replay(values, policy: Self.tracking, model: .proportional)
    func last(_ outcome: ReplayOutcome) -> Int? { outcome.activities.last?.toDesired }
    // 160 % of one task need four tasks at 50 %; taken as recorded, growth goes on to the maximum.
    #expect(last(scaled) == 4)
    #expect(last(asRecorded) == 10)
  }

  @Test("A quotient that is whole in decimals asks for no task more")
  func wholeQuotient() throws {
    let outcome = try ReplayBench.replay(
      [10, 10] + Array(repeating: 43.2, count: 6),
      policy: "min: 1\nmax: 60\ninitial: 25\ntarget_tracking: {metric: cpu, target: 40}\n")
    #expect(outcome.activities.first { $0.toDesired > 25 }?.toDesired == 27)
    let lower = try ReplayBench.replay(
      Array(repeating: 57.6, count: 22),
      policy: "min: 1\nmax: 60\ninitial: 5\ntarget_tracking: {metric: cpu, target: 72}\n")
    #expect(lower.activities.contains { $0.fromDesired == 5 && $0.toDesired == 4 })
  }

  @Test("A scheduled action neither begins a cooldown nor cuts one short")
  func scheduledInCooldown() throws {
    let outcome = try ReplayBench.replay(
      Array(repeating: 10, count: 40),
      policy: """
        min: 1
        max: 20
        initial: 6
        target_tracking: {metric: cpu, target: 50}
        alarm_phases: {high: 10s, low: 40s}
        control_delays: {schedule_to_activity: {from: 0s, to: 0s}}
        scheduled: [{name: a, schedule: 'at(2026-09-01T00:19:00)', max_capacity: 4}]
        """)
    let changes = outcome.activities.filter { $0.toDesired < $0.fromDesired }
    #expect(changes.prefix(3).map(\.toDesired) == [5, 4, 3])
    // 6 to 5 succeeds at 00:18:12, and its cooldown holds until 00:23:12.
    #expect(changes[1].start == .minute(19))
    #expect(changes[2].start >= .minute(23) && changes[2].start < .minute(24))
  }

  @Test("A gap is missing points: the alarm fires later by none where its range still has three")
  func gaps() throws {
    func alarm(_ values: [Double?]) throws -> SimTime? {
      try ReplayBench.replay(values, policy: Self.tracking).transitions.first { $0.to == .alarm }?
        .time
    }
    let high = try alarm([10, 10, 10, 80, 80, 80, 80, 80])
    // Points of minutes 3, 4 and 6, seen at minute 9.
    let gap = try alarm([10, 10, 10, 80, 80, nil, 80, 80])
    #expect(high == .minute(8) + .seconds(10))
    #expect(gap == .minute(9) + .seconds(10))
  }

  @Test("The load balancer's request counts lag one minute, and may go to the maximum at once")
  func requestCounts() throws {
    let outcome = try ReplayBench.replay(
      [0, 0, 0, 11_250, 11_250, 11_250, 11_250],
      policy: """
        min: 2
        max: 6
        target_tracking: {metric: alb_request_count_per_target, target: 50}
        alarm_phases: {high: 10s, low: 40s}
        """)
    #expect(outcome.transitions.first { $0.to == .alarm }?.time == .minute(7) + .seconds(10))
    let change = outcome.activities.first { $0.toDesired > $0.fromDesired }
    #expect(change?.toDesired == 6)
    #expect(change?.arithmetic == "ceil(2 × 11250 / 50) = 450; max = 6")
  }

  @Test(
    "An alarm's newest point started floor(T) - period - D before its change (C6)",
    arguments: [
      ("cpu", 60, 3, 2, 22.295), ("alb_request_count_per_target", 300, 3, 3, 10.617),
      ("alb_request_count_per_target", 300, 1, 3, 49.694), ("cpu", 300, 3, 0, 39.681),
      ("cpu", 180, 3, 0, 32.116), ("cpu", 60, 3, 1, 50.708),
      ("cpu", 60, 120, 2, 22.295),
    ])
  func lag(metric: String, period: Int, periods: Int, lag: Int, phase: Double) throws {
    let outcome = try ReplayBench.replay(
      [1, 1, 1] + [Double?](repeating: 90, count: periods), step: period,
      policy: """
        min: 1
        max: 5
        metric_lag: \(lag)
        step_scaling:
          alarm: {metric: \(metric), comparison_operator: GreaterThanThreshold, threshold: 50,
            period: \(period)s, evaluation_periods: \(periods), phase: \(phase)s}
          step_adjustment: [{metric_interval_lower_bound: 0, scaling_adjustment: 1}]
        """)
    let newest = (2 + periods) * period
    let expected =
      SimTime.minute(Int64((newest + period) / 60 + lag)) + SimDuration(seconds: phase)
    #expect(outcome.transitions.first { $0.to == .alarm }?.time == expected)
  }

  private static func pods(_ values: [Double], policy: String) throws -> [Int] {
    try ReplayBench.replay(values, policy: policy).activities.map(\.toDesired)
  }

  @Test("Pods of the recorded courses (C14): 2 → 4 → 5, held, then 4, 2, 1; and 2 → 4 → 8 → 10")
  func kubernetes() throws {
    let held = try ReplayBench.replay(
      // Load ends in minute 5.
      [82, 76, 34, 34, 34, 16, 16] + [Double?](repeating: 1, count: 12),
      policy: "min: 1\nmax: 5\ninitial: 2\nkubernetes_hpa: {target: 50}\n")
    #expect(held.activities.map(\.toDesired) == [4, 5, 4, 2, 1])
    let last = try #require(held.activities.last)
    #expect(last.start - .minute(5) >= .minutes(7) && last.start - .minute(5) <= .minutes(9))
    #expect(held.activities.first?.arithmetic == "ceil(2 × 82 / 50) = 4")
    let doubling = try Self.pods(
      [183, 183, 47, 47, 47],
      policy: "min: 2\nmax: 10\nkubernetes_hpa: {target: 50, behavior: false}\n")
    #expect(doubling == [4, 8, 10])
  }

  @Test("A recorded deployment keeps policies from scaling in")
  func deployment() throws {
    let outcome = try ReplayBench.replay(
      [Double?](repeating: 3, count: 60),
      policy: """
        min: 1
        max: 5
        initial: 3
        target_tracking: {metric: cpu, target: 50, scale_in_step: unlimited}
        alarm_phases: {high: 10s, low: 40s}
        deployment: {schedule: "at(2026-09-01T00:10:00)", type: blue_green, bake_time: 20m}
        """)
    let reasons = outcome.activities.map(\.notScaledReason)
    #expect(reasons.contains(.targetServicePutResourceAsUnscalable))
    let first = try #require(outcome.activities.first { $0.toDesired < $0.fromDesired })
    #expect(first.start > .minute(30))
  }
}
