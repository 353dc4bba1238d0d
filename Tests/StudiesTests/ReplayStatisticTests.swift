import Autoscaling
import Simulation
import Studies
import TestSupport
import Testing
import Units

@Suite("Statistics over tasks in a replay")
struct ReplayStatisticTests {
  /// aws-cdk#10141: out on the Maximum, in on the Average.
  private static let policy = """
    min: 1
    max: 20
    initial: 4
    step_scaling:
      - name: up
        alarm: {metric: cpu, statistic: Maximum, phase: 5s, period: 60s, threshold: 65,
          comparison_operator: GreaterThanOrEqualToThreshold}
        step_adjustment: [{metric_interval_lower_bound: 0, scaling_adjustment: 2}]
      - name: down
        alarm: {metric: cpu, phase: 5s, period: 60s, threshold: 50,
          comparison_operator: LessThanOrEqualToThreshold}
        step_adjustment: [{metric_interval_upper_bound: 0, scaling_adjustment: -1}]
    """

  /// The reasons with which the alarms `up` and `down` change to ALARM.
  private func alarms(_ outcome: ReplayOutcome) -> [String] {
    outcome.transitions.filter { $0.to == .alarm }.map { "\($0.alarm) \($0.reason ?? "")" }
  }

  private static let both = [
    "up 1 of 1 point >= 65: 70", "down 1 of 1 point <= 50: 40",
  ]

  @Test("Each alarm watches the column of its own statistic, however that is called")
  func columns() throws {
    for columns in [
      "cpu.Maximum,cpu.Average", "Maximum,Average", "CPUUtilization Maximum,CPUUtilization Average",
      "web CPUUtilization (Maximum),web CPUUtilization (Average)", "cpu_maximum,cpu_average",
      "cpu.maximum,cpu",
    ] {
      let outcome = try ReplayBench.replay(
        columns, rows: Array(repeating: "70,40", count: 5), policy: Self.policy)
      #expect(alarms(outcome) == Self.both, "\(columns)")
    }
  }

  @Test("A recording that does not say its statistic is that of every alarm (A05)")
  func lone() throws {
    let outcome = try ReplayBench.replay(
      Array(repeating: 30, count: 3) + Array(repeating: 70, count: 3), policy: Self.policy)
    // The point of minute 3 ends at 4:00 and is seen two minutes later.
    let up = try #require(outcome.transitions.first { $0.alarm == "up" && $0.to == .alarm })
    #expect(up.time.seconds == 365 && up.reason == "1 of 1 point >= 65: 70")
  }

  @Test("A period of several minutes has the greatest, the least and the number of their samples")
  func periods() throws {
    for (statistic, reason) in [("Maximum", "9"), ("Minimum", "2"), ("SampleCount", "24")] {
      let outcome = try ReplayBench.replay(
        "cpu.\(statistic)", rows: ["3", "9", "2", "4", "6"],
        policy: """
          min: 1
          max: 9
          step_scaling:
            alarm: {statistic: \(statistic), comparison_operator: GreaterThanThreshold, threshold: 1,
              period: 5m, phase: 0s}
            step_adjustment: [{metric_interval_lower_bound: 0, scaling_adjustment: 2}]
          """)
      let alarm = try #require(outcome.transitions.last)
      #expect(alarm.to == .alarm && alarm.reason == "1 of 1 point > 1: \(reason)")
    }
  }

  private func json(_ text: String) throws -> ReplayOutcome {
    let scratch = try Scratch()
    return try ReplayPlan(
      metricsPath: scratch.write("m.json", text),
      policyPath: scratch.write("p.yaml", Self.policy), runningPath: nil, model: .recorded, seed: 1
    ).run()
  }

  @Test("CloudWatch's JSON has them side by side, or as results with a label or a Stat")
  func cloudWatch() throws {
    let times = (0..<5).map { ReplayBench.start.advanced(bySeconds: 60 * $0) }
    let points = times.map { #"{"Timestamp": "\#($0)", "Maximum": 70, "Average": 40}"# }
    let side = #"{"Label": "CPUUtilization", "Datapoints": [\#(points.joined(separator: ","))]}"#
    #expect(alarms(try json(side)) == Self.both)
    let stamps = times.map { "\"\($0)\"" }.joined(separator: ",")
    func result(_ keys: String, _ value: Int) -> String {
      let values = Array(repeating: "\(value)", count: 5).joined(separator: ",")
      return
        #"{\#(keys), "StatusCode": "Complete", "Timestamps": [\#(stamps)], "Values": [\#(values)]}"#
    }
    for (maximum, average) in [
      (
        #""Id": "m1", "Label": "CPUUtilization Maximum""#,
        #""Id": "m2", "Label": "CPUUtilization Average""#
      ),
      (
        #""Id": "m1", "Label": "CPUUtilization", "Stat": "Maximum""#,
        #""Id": "m2", "Label": "CPUUtilization", "Stat": "Average""#
      ),
    ] {
      let text = #"{"MetricDataResults": [\#(result(maximum, 70)), \#(result(average, 40))]}"#
      #expect(alarms(try json(text)) == Self.both, "\(maximum)")
    }
  }

  private static func problems(_ columns: String, _ rows: [String], policy: String) -> String {
    do {
      _ = try ReplayBench.replay(columns, rows: rows, policy: policy)
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test("A recording of another statistic is not taken for the alarm's")
  func otherStatistic() {
    for (column, missing) in [("cpu.Average", "cpu Maximum"), ("cpu.Maximum", "cpu")] {
      let text = Self.problems(column, ["70", "70"], policy: Self.policy)
      #expect(text.contains("called after the metric `\(missing)`"), "\(text)")
    }
  }

  @Test("What CloudWatch has no such statistic of is refused where it stands")
  func refusals() {
    func policy(_ alarm: String) -> String {
      """
      min: 1
      max: 9
      step_scaling:
        alarm: {\(alarm), comparison_operator: GreaterThanThreshold, threshold: 1}
        step_adjustment: [{metric_interval_lower_bound: 0, scaling_adjustment: 2}]
      """
    }
    let sum = Self.problems("value", ["1", "2"], policy: policy("metric: cpu, statistic: Sum"))
    #expect(
      sum.contains(
        "statistic must be one of Average, Minimum, Maximum, SampleCount with the metric"))
    #expect(sum.contains("p.yaml:4:35"))
    let requests = Self.problems(
      "value", ["1", "2"],
      policy: policy("metric: alb_request_count_per_target, statistic: Maximum"))
    #expect(requests.contains("with `alb_request_count_per_target` it is not allowed"))
  }
}
