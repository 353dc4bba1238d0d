import Autoscaling
import Simulation
import Studies
import TestSupport
import Testing
import Units

@Suite("Custom metrics in a replay")
struct ReplayCustomMetricTests {
  /// A service that tracks two metrics of its own and steps on a third, and a recording of all.
  private static let policy = """
    min: 1
    max: 20
    initial: 4
    target_tracking:
      - {metric: custom, metric_name: BacklogPerTask, target: 100}
      - {metric: custom, metric_name: OpenSessions, target: 50}
    step_scaling:
      alarm: {metric: custom, metric_name: HeadroomPercent, comparison_operator: LessThanThreshold,
        threshold: -5}
      step_adjustment: [{metric_interval_upper_bound: 0, scaling_adjustment: 10}]
    alarm_phases: {high: 10s, low: 10s}
    """

  private func rows(_ count: Int, _ row: String) -> [String] { Array(repeating: row, count: count) }

  @Test("are told apart by name, whichever the order of columns; the largest capacity wins")
  func several() throws {
    let outcome = try ReplayBench.replay(
      "OpenSessions,HeadroomPercent,BacklogPerTask", rows: rows(8, "70,40,130"),
      policy: Self.policy)
    // Three points, no lag: 03:10. ceil(4 x 70 / 50) = 6, ceil(4 x 130 / 100) = 6 again.
    #expect(outcome.desiredChanges.first == DesiredChange(190.2, 4, 6))
    let alarms = outcome.transitions.filter { $0.to == .alarm }.map(\.alarm)
    #expect(
      alarms.sorted() == [
        "TargetTracking-service/service-AlarmHigh-BacklogPerTask",
        "TargetTracking-service/service-AlarmHigh-OpenSessions",
      ])
    #expect(Set(outcome.activities.map(\.policy)).contains("BacklogPerTask-target-tracking"))
  }

  @Test("may be negative, in points and in thresholds")
  func negative() throws {
    let outcome = try ReplayBench.replay(
      "OpenSessions,HeadroomPercent,BacklogPerTask",
      rows: rows(3, "48,3,95") + rows(2, "48,-5,95") + rows(2, "48,-5.5,95"), policy: Self.policy)
    // The first point below -5 ends at 06:00 and is seen at the alarm's own second of that minute.
    let alarm = try #require(outcome.transitions.first { $0.to == .alarm })
    #expect(alarm.alarm == "step-1" && alarm.reason == "1 of 1 point < -5: -5.5")
    #expect((360..<420).contains(alarm.time.seconds))
    #expect(outcome.desiredChanges.map(\.to) == [14])
  }

  @Test("Target tracking of a negative value asks for the minimum, one task at a time")
  func negativeTarget() throws {
    let outcome = try ReplayBench.replay(
      "value", rows: rows(18, "-1e300"),
      policy: """
        min: 2
        max: 9
        initial: 5
        target_tracking: {metric: custom, metric_name: Lag, target: 10}
        alarm_phases: {high: 0s, low: 0s}
        """)
    #expect(outcome.desiredChanges.first == DesiredChange(900.2, 5, 4))
  }

  @Test(
    "Several points of a period become one by the statistic",
    arguments: [("Average", 3.0), ("Sum", 9), ("Minimum", -1), ("Maximum", 8)])
  func statistics(statistic: String, value: Double) throws {
    let outcome = try ReplayBench.replay(
      "value", rows: ["2", "8", "-1"], step: 20,
      policy: """
        min: 1
        max: 9
        step_scaling:
          alarm: {metric: custom, statistic: \(statistic), comparison_operator: GreaterThanThreshold,
            threshold: \(value - 0.5), period: 1m, phase: 0s}
          step_adjustment: [{metric_interval_lower_bound: 0, scaling_adjustment: 2}]
        """)
    let alarm = try #require(outcome.transitions.last)
    #expect(alarm.to == .alarm && alarm.time.seconds == 60)
    #expect(alarm.reason == "1 of 1 point > \(value - 0.5): \(value == 3 ? "3" : "\(Int(value))")")
  }

  private static func problems(_ columns: String, _ rows: [String], policy: String) -> String {
    do {
      _ = try ReplayBench.replay(columns, rows: rows, policy: policy)
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test("What is wrong with them is said where it is")
  func badInput() {
    let missing = Self.problems("opensessions,headroompercent", rows(3, "1,2"), policy: Self.policy)
    #expect(missing.contains("called after the metric `BacklogPerTask`"))
    let twice = Self.problems(
      "a,b", rows(3, "1,2"),
      policy: """
        min: 1
        max: 2
        target_tracking:
          - {metric: custom, metric_name: A, target: 100}
          - {metric: custom, metric_name: a, target: 50}
          - {metric: cpu, metric_name: b, target: 50}
          - {metric: memory, statistic: Sum, target: 50}
        """)
    #expect(twice.contains("two policies track `a`"))
    #expect(twice.contains("metric_name belongs to the metric `custom`; with `cpu`"))
    #expect(twice.contains("SampleCount with the metric `memory`, not Sum"))
    let negative = Self.problems(
      "cpu,Lag", ["1,-2", "-3,4"],
      policy: """
        min: 1
        max: 2
        target_tracking:
          - {metric: custom, metric_name: Lag, target: 100}
          - {metric: cpu, target: 50}
        """)
    #expect(negative.contains("the value -3 is negative"))
    #expect(!negative.contains("value -2"))
    #expect(negative.contains("m.csv:3:22"))
    let all = Self.problems(
      "cpu", ["-1", "x", "-2"], policy: "min: 1\nmax: 2\ntarget_tracking: {target: 50}")
    #expect(all.contains("value -1") && all.contains("'x'") && all.contains("value -2"))
  }

  @Test("With a policy that is wrong, a recording of custom metrics is not blamed for its columns")
  func brokenPolicy() {
    let text = Self.problems("OpenSessions,Backlog", rows(2, "1,2"), policy: "min: 1\nmax: 0\n")
    #expect(text.contains("p.yaml") && !text.contains("m.csv"))
  }
}
