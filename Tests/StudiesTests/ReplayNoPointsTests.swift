import Autoscaling
import Simulation
import Studies
import TestSupport
import Testing
import Units

/// AWS documents nothing of a policy whose alarm is in ALARM without a point.
///
/// A scale-in was seen to act (wellcometrust/terraform-modules issue 58: a queue with a point every
/// five minutes, whose scale-in alarm treats missing data as breaching).
@Suite("Alarms in ALARM without a point")
struct ReplayNoPointsTests {
  private static let assumption = "no data point, taken as just past the threshold (assumed)"

  /// Messages visible, with a point every five minutes.
  private static let sparse = (0..<40).map { $0 % 5 == 0 ? "12" : "" }

  private static func alarm(
    _ comparison: String, missing: String, phase: Int, more: String = ""
  ) -> String {
    """
    alarm: {metric: custom, metric_name: Visible, comparison_operator: \(comparison), \
    threshold: 1, period: 60s, treat_missing_data: \(missing), phase: \(phase)s\(more)}
    """
  }

  private static func both(missing: String) -> String {
    """
    min: 0
    max: 3
    initial: 1
    step_scaling:
      - name: up
        cooldown: 60s
        \(alarm("GreaterThanOrEqualToThreshold", missing: "ignore", phase: 10))
        step_adjustment: [{metric_interval_lower_bound: 0, scaling_adjustment: 1}]
      - name: down
        cooldown: 60s
        \(alarm("LessThanThreshold", missing: missing, phase: 40))
        step_adjustment: [{metric_interval_upper_bound: 0, scaling_adjustment: -1}]
    """
  }

  /// One alarm, and a step on its side near the threshold and another 10 from it.
  private static func one(
    isHigh: Bool, missing: String, initial: Int = 3, max: Int = 9, more: String = ""
  ) -> String {
    let near = isHigh ? (0, 10) : (-10, 0)
    return """
      min: 0
      max: \(max)
      initial: \(initial)
      step_scaling:
        name: only
        cooldown: 0s
        \(alarm(
          isHigh ? "GreaterThanThreshold" : "LessThanThreshold", missing: missing, phase: 40,
          more: more))
        step_adjustment:
          - {metric_interval_lower_bound: \(near.0), metric_interval_upper_bound: \(near.1), \
      scaling_adjustment: \(isHigh ? 1 : -1)}
          - {metric_interval_\(isHigh ? "lower" : "upper")_bound: \(isHigh ? 10 : -10), \
      scaling_adjustment: \(isHigh ? 4 : -4)}
      """
  }

  private static func replay(_ rows: [String], _ policy: String) throws -> ReplayOutcome {
    try ReplayBench.replay("Visible", rows: rows, policy: policy)
  }

  @Test("With missing data as breaching, the fifth minute without a point scales in")
  func recordedCase() throws {
    let outcome = try Self.replay(Self.sparse, Self.both(missing: "breaching"))
    // The point of minute 0 has left the three of the range by 04:40.
    let first = try #require(outcome.activities.first { $0.toDesired < $0.fromDesired })
    #expect(first.start.seconds == 280.2 && first.policy == "down-step-scaling")
    #expect(first.arithmetic?.hasSuffix(Self.assumption) == true)
    #expect(first.cause.hasSuffix("triggered policy down-step-scaling; \(Self.assumption)"))
    // Kept in ALARM by `ignore`, the other alarm has no point either.
    let refused = outcome.activities.filter {
      $0.notScaledReason?.rawValue == "NoDataPoints"
    }
    #expect(refused.first?.start.seconds == 310)
    #expect(refused.allSatisfy { $0.policy == "up-step-scaling" })
  }

  @Test("With missing data ignored, as the module does since, nothing scales in")
  func repairedCase() throws {
    let outcome = try Self.replay(Self.sparse, Self.both(missing: "ignore"))
    #expect(outcome.desiredChanges.allSatisfy { $0.to > $0.from })
  }

  @Test("The last task goes, too")
  func toZero() throws {
    let outcome = try Self.replay(
      ["12"] + Array(repeating: "", count: 9),
      Self.one(isHigh: false, missing: "breaching", initial: 1))
    #expect(outcome.desiredChanges == [DesiredChange(280.2, 1, 0)])
    let change = try #require(outcome.activities.first)
    #expect(change.arithmetic == "1 - 1 = 0: step -1 on 1 = 0; \(Self.assumption)")
    let later = outcome.activities.dropFirst().map(\.notScaledReason)
    #expect(!later.isEmpty && later.allSatisfy { $0 == .alreadyAtDesiredCapacity })
  }

  @Test("A real point that breaches decides, not the assumption: the far step for the far point")
  func realPoint() throws {
    let outcome = try Self.replay(
      ["-20", "", "", "", "", ""],
      Self.one(isHigh: false, missing: "breaching", initial: 30, max: 40))
    #expect(outcome.desiredChanges.first == DesiredChange(100.2, 30, 26))
    let changes = outcome.activities.filter { $0.toDesired < $0.fromDesired }
    #expect(changes.first?.arithmetic == "-20 - 1 = -21: step -4 on 30 = 26")
    let assumed = changes.filter { $0.arithmetic?.hasSuffix(Self.assumption) == true }
    #expect(assumed.first?.start.seconds == 280.2)
    #expect(assumed.allSatisfy { $0.fromDesired - $0.toDesired == 1 })
  }

  @Test("Kept in ALARM by `ignore` it goes on, as `missing` it does not", arguments: [true, false])
  func ignored(isIgnored: Bool) throws {
    let outcome = try Self.replay(
      ["-20"] + Array(repeating: "", count: 9),
      Self.one(isHigh: false, missing: isIgnored ? "ignore" : "missing", initial: 9))
    let assumed = outcome.activities.filter { $0.arithmetic?.hasSuffix(Self.assumption) == true }
    #expect(assumed.isEmpty == !isIgnored)
    #expect(assumed.allSatisfy { $0.start.seconds >= 280 })
    #expect(outcome.transitions.last?.to == (isIgnored ? .alarm : .insufficientData))
  }

  @Test("No scale-out follows from no point, and the log says so every minute")
  func scaleOut() throws {
    let outcome = try Self.replay(
      ["0"] + Array(repeating: "", count: 9), Self.one(isHigh: true, missing: "breaching"))
    #expect(outcome.desiredChanges.isEmpty)
    #expect(outcome.activities.map(\.start.seconds) == [280, 340, 400, 460, 520, 580, 640])
    #expect(outcome.activities.allSatisfy { $0.notScaledReason?.rawValue == "NoDataPoints" })
    let arithmetic = outcome.activities.first?.arithmetic
    #expect(arithmetic == "1 - 1 = 0: step +1 on 3 = 4; \(Self.assumption)")
    let full = try Self.replay(
      ["0"] + Array(repeating: "", count: 9),
      Self.one(isHigh: true, missing: "breaching", initial: 3, max: 3))
    #expect(full.activities.allSatisfy { $0.notScaledReason == .alreadyAtMaxCapacity })
  }

  @Test("What was before the recording is no missing point: the answer is not known")
  func unknownPoints() throws {
    let outcome = try ReplayBench.replay(
      [Double?](repeating: 10, count: 20),
      policy: """
        min: 1
        max: 9
        initial: 4
        target_tracking: {metric: cpu, target: 50}
        alarm_phases: {high: 10s, low: 40s}
        alarm_states: {high: OK, low: ALARM}
        """)
    let unknown = outcome.activities.prefix { $0.start.seconds < 1060 }
    #expect(unknown.map(\.start.seconds) == (0..<17).map { 40 + 60 * Double($0) })
    #expect(unknown.allSatisfy { $0.notScaledReason?.rawValue == "UnknownDataPoints" })
    #expect(outcome.desiredChanges.first == DesiredChange(1060.2, 4, 3))
  }

  /// Rows with a point where `mask` has a bit; the points are on both sides of the threshold.
  private static func rows(_ mask: Int) -> [String] {
    (0..<16).map { index in
      (mask >> index) & 1 == 0 ? "" : "\((index * 7 + mask) % 4 - 1)"
    }
  }

  @Test(
    "Every minute in ALARM has an activity or a reason, and none scales out without a point",
    arguments: MissingDataTreatment.allCases, [true, false])
  func everyMinute(treatment: MissingDataTreatment, isHigh: Bool) throws {
    var inAlarm = 0
    for (periods, datapoints) in [(1, 1), (3, 2), (2, 2)] {
      for mask in stride(from: 1, to: 0x1_0000, by: 4_097) {
        let state = mask % 3 == 0 ? ", state: ALARM" : ""
        let outcome = try Self.replay(
          Self.rows(mask | 1),
          Self.one(
            isHigh: isHigh, missing: treatment.rawValue,
            more: ", evaluation_periods: \(periods), datapoints_to_alarm: \(datapoints)\(state)"))
        for look in outcome.evaluations where look.to == .alarm {
          inAlarm += 1
          let answers = outcome.activities.filter {
            $0.start >= look.time && $0.start < look.time + .seconds(1)
          }
          #expect(answers.count == 1, "\(mask) at \(look.time.seconds)")
          let hasNone = look.reason.hasPrefix("no point")
          #expect(!hasNone || answers.allSatisfy { $0.toDesired <= $0.fromDesired })
        }
      }
    }
    #expect(inAlarm > 50)
  }
}
