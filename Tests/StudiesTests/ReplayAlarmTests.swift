import Autoscaling
import Simulation
import Studies
import TestSupport
import Testing
import Units

@Suite("Alarms of a replay")
struct ReplayAlarmTests {
  private static func step(_ alarm: String, more: String = "") -> String {
    """
    min: 1
    max: 20
    initial: 5
    step_scaling:
      alarm: {comparison_operator: GreaterThanThreshold, phase: 10s, \(alarm)}
      step_adjustment: [{metric_interval_lower_bound: 0, scaling_adjustment: 2}]
    \(more)
    """
  }

  @Test("What was before the recording is not missing: one point of five does not breach for three")
  func beforeTheRecording() throws {
    let outcome = try ReplayBench.replay(
      [80] + [Double?](repeating: 30, count: 10),
      policy: Self.step(
        "threshold: 70, evaluation_periods: 5, datapoints_to_alarm: 3, treat_missing_data: breaching"
      ))
    // With three points below no past can make three of five above.
    #expect(outcome.transitions.map(\.time.seconds) == [370])
    #expect(outcome.transitions.map(\.to) == [.ok])
    #expect(
      outcome.transitions.first?.reason
        == "1 of 4 points > 70: 80, 30, 30, 30; 1 of 5 before the start; 3 raise the alarm")
    #expect(outcome.activities.isEmpty)
  }

  @Test("Alarms that existed before the recording keep their states, and act once all is known")
  func states() throws {
    let outcome = try ReplayBench.replay(
      [Double?](repeating: 10, count: 20),
      policy: """
        min: 2
        max: 9
        target_tracking: {metric: cpu, target: 50}
        alarm_phases: {high: 10s, low: 40s}
        alarm_states: {high: OK, low: ALARM}
        """)
    #expect(outcome.transitions.isEmpty)
    let answers = outcome.activities.drop { $0.notScaledReason == .unknownDataPoints }
    #expect(answers.first?.start.seconds == 1060)
    #expect(answers.allSatisfy { $0.notScaledReason == .alreadyAtMinCapacity })
    let stepped = try ReplayBench.replay(
      [Double?](repeating: 80, count: 5), policy: Self.step("threshold: 70, state: ALARM"))
    #expect(stepped.transitions.isEmpty && stepped.desiredChanges.first?.to == 7)
  }

  @Test("New alarms have no earlier state")
  func createdWithStates() {
    #expect {
      try ReplayBench.replay(
        [1, 2],
        policy: Self.step(
          "threshold: 70",
          more: """
            alarms_created: 2026-09-01T00:00:00Z
            alarm_states: {high: OK}
            """))
    } throws: { error in
      "\(error)".contains("alarm_states is for alarms from before the recording")
    }
  }

  @Test("A period of five minutes slides over points of one: their mean, or the sum of counts")
  func severalPoints() throws {
    let policy = Self.step(
      "threshold: 70, period: 5m", more: "target_tracking: {metric: cpu, target: 95}")
    let outcome = try ReplayBench.replay(
      [Double?](repeating: 60, count: 10) + [Double?](repeating: 80, count: 10), policy: policy)
    // Minutes 8 to 12 have a mean of 72, and are seen at minute 15.
    let changes = outcome.transitions.filter { $0.alarm == "step-1" }
    #expect(changes.map(\.time.seconds) == [430, 910])
    #expect(changes.map(\.to) == [.ok, .alarm])
    #expect(changes.last?.reason == "1 of 1 point > 70: 72")
    let counts = try ReplayBench.replay(
      [Double?](repeating: 100, count: 10),
      policy: Self.step("metric: alb_request_count_per_target, threshold: 450, period: 5m"))
    #expect(counts.transitions.first?.reason == "1 of 1 point > 450: 500")
  }

  @Test("A custom metric has points of any step and periods under a minute, and no lag")
  func custom() throws {
    let outcome = try ReplayBench.replay(
      [Double?](repeating: 1, count: 12) + [Double?](repeating: 9, count: 12), step: 10,
      policy: """
        min: 1
        max: 9
        step_scaling:
          alarm: {metric: custom, comparison_operator: GreaterThanThreshold, threshold: 5, period: 30s, phase: 3s}
          step_adjustment: [{metric_interval_lower_bound: 0, scaling_adjustment: 2}]
        """)
    // The mean of 1, 9 and 9 ends at 140 s; evaluations come every 10 s.
    #expect(outcome.transitions.map(\.time.seconds) == [33, 143])
    #expect(outcome.transitions.map(\.to) == [.ok, .alarm])
  }

  @Test(
    "Points of 20 s are looked at every 20 s by target tracking, and acted on once a minute",
    arguments: [("", 60.0), ("alarm_action_interval: 20s", 20)])
  func actionInterval(key: String, seconds: Double) throws {
    let outcome = try ReplayBench.replay(
      "cpu_high_resolution", rows: Array(repeating: "90", count: 30), step: 20,
      policy: """
        min: 1
        max: 1
        target_tracking: {metric: cpu_high_resolution, target: 50}
        alarm_phases: {high: 7s, low: 3s}
        \(key)
        """)
    let alarm = try #require(outcome.transitions.first { $0.to == .alarm })
    #expect(alarm.time.seconds == 67)
    let asked = outcome.activities.map(\.start.seconds)
    #expect(asked.first == 67 && asked.count >= 5)
    #expect(zip(asked, asked.dropFirst()).allSatisfy { $1 - $0 == seconds })
  }

  @Test("A user's alarm on points of 20 s is evaluated every 10 s")
  func shortPeriods() throws {
    let outcome = try ReplayBench.replay(
      "cpu_high_resolution",
      rows: Array(repeating: "20", count: 6) + Array(repeating: "90", count: 9),
      step: 20,
      policy: Self.step("metric: cpu_high_resolution, threshold: 70, evaluation_periods: 2"))
    // The points that end at 140 and 160 s are seen six seconds later; the phase of 10 s is one of 0.
    #expect(outcome.transitions.first { $0.to == .alarm }?.time.seconds == 170)
    #expect(outcome.evaluations.prefix(3).map(\.time.seconds) == [0, 10, 20])
  }

  @Test("An alarm may look back further than the service's others")
  func lag() throws {
    let outcome = try ReplayBench.replay(
      [Double?](repeating: 30, count: 5) + [Double?](repeating: 90, count: 5),
      policy: Self.step(
        "threshold: 70, metric_lag: 3",
        more:
          "target_tracking: {metric: cpu, target: 50, high_periods: 1, alarm_phases: {high: 10s}}"))
    // The point of minute 5 is seen at minute 8, and a minute later by the alarm that lags.
    let fired = outcome.transitions.filter { $0.to == .alarm }
    #expect(fired.map(\.time.seconds) == [490, 550])
    #expect(fired.last?.alarm == "step-1")
  }

  @Test("Where another policy keeps more tasks, the arithmetic names it")
  func otherPolicy() throws {
    let outcome = try ReplayBench.replay(
      "cpu,memory", rows: Array(repeating: "10,42", count: 30),
      policy: """
        min: 1
        max: 9
        initial: 5
        target_tracking:
          - {metric: cpu, target: 50, scale_in_step: unlimited, alarm_phases: {low: 50s}}
          - {metric: memory, target: 70, scale_in_step: unlimited, alarm_phases: {low: 40s}}
        """)
    let first = try #require(outcome.activities.first { $0.toDesired < $0.fromDesired })
    #expect(first.toDesired == 3)
    #expect(first.arithmetic == "ceil(5 × 10 / 50) = 1; memory-target-tracking needs 3")
  }
}
