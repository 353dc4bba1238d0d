import Autoscaling
import Simulation
import Studies
import TestSupport
import Testing
import Units

@Suite("Replay of a predictive policy")
struct ReplayPredictiveTests {
  private static let policy = """
    min: 1
    max: 40
    target_tracking: {metric: cpu, target: 100, disable_scale_in: true}
    predictive: {metric: cpu, target: 20, mode: ForecastAndScale}
    """

  /// A recording of one point a minute, from its hour's number.
  private static func plan(
    hours: Int, running: String? = nil, policy: String = policy, value: (Int) -> Double
  ) throws -> ReplayPlan {
    let scratch = try Scratch()
    let start = UTCTime(date: CivilDate(year: 2026, month: 9, day: 1)!)
    let rows = (0..<hours * 60).map { minute in
      "\(start.advanced(bySeconds: Int64(minute) * 60)),\(value(minute / 60))\n"
    }
    return try ReplayPlan(
      metricsPath: scratch.write("m.csv", "timestamp,cpu\n" + rows.joined()),
      policyPath: scratch.write("p.yaml", policy),
      runningPath: try running.map { try scratch.write("r.csv", $0) }, model: .recorded, seed: 1)
  }

  @Test(
    "Under two days of history each hour asks, five minutes ahead, for what the last day's needed")
  func lastDay() throws {
    func value(_ hour: Int) -> Double { Double(10 + 3 * (hour * 7 % 24)) }
    let outcome = try Self.plan(
      hours: 47, running: "timestamp,value\n2026-09-01T00:00:00Z,4\n2026-09-01T10:00:00Z,6\n",
      value: value
    ).run()
    // Four tasks ran, later six, so the hour's load is so many times its points. The first forecast comes when
    // hour 23 is known, and predictive policies never scale in. The six are taken for the desired count.
    var expected: [(SimTime, Int)] = []
    var desired = 4
    for hour in 25..<47 {
      if hour == 25 { desired = 6 }
      let needed = Int((Double(hour - 24 < 10 ? 4 : 6) * value(hour - 24) / 20).rounded(.up))
      if needed > desired {
        expected.append((.minute(Int64(hour) * 60 - 5), needed))
        desired = needed
      }
    }
    let changes = outcome.activities.filter {
      $0.toDesired != $0.fromDesired && $0.policy != "desired count"
    }
    #expect(expected.count >= 2)
    #expect(changes.map(\.start) == expected.map(\.0))
    #expect(changes.map(\.toDesired) == expected.map(\.1))
    #expect(changes.allSatisfy { $0.policy == "cpu-predictive-scaling" })
    #expect(outcome.activities.first?.notScaledReason == .insufficientHistory)
  }

  @Test("Without a recorded count the modelled one turns points into a load")
  func modelledCount() throws {
    let outcome = try Self.plan(hours: 26, policy: Self.policy + "\ninitial: 3") { hour in
      hour == 1 ? 40 : 10
    }.run()
    let changes = outcome.activities.filter { $0.toDesired != $0.fromDesired }
    // Hour 25 is as hour 1 was: three tasks at 40 %, for a target of 20.
    #expect(changes.map(\.toDesired) == [6])
    #expect(changes.map(\.start) == [.minute(25 * 60 - 5)])
    #expect(changes.first?.arithmetic == "ceil(120 / 20) = 6")
  }

  @Test("The policy's metric has to be in the recording")
  func column() throws {
    let policy = Self.policy.replacing(
      "predictive: {metric: cpu", with: "predictive: {metric: memory")
    do {
      _ = try Self.plan(hours: 2, policy: policy) { _ in 5 }
      Issue.record("a recording without memory was taken")
    } catch InputError.invalid(let problems) {
      #expect(problems.count == 1)
      #expect(
        problems[0].message.contains("which the policy memory-predictive-scaling watches"))
    }
  }
}
