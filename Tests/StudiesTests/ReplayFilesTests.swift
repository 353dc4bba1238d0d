import Simulation
import Studies
import TestSupport
import Testing
import Units

/// The files that CloudWatch's tools write, each with the same 25 points: idle, then three busy ones.
@Suite("Files of CloudWatch's tools")
struct ReplayFilesTests {
  private static let points = (0..<25).map { minute in
    (
      time: ReplayBench.start.advanced(bySeconds: Int64(60 * minute)),
      value: (20...22).contains(minute) ? 80 : 30
    )
  }
  private static let policy = """
    min: 1
    max: 9
    initial: 2
    target_tracking: {metric: cpu, target: 50}
    alarm_phases: {high: 10s, low: 40s}
    """

  private static func replay(_ text: String) throws -> ReplayOutcome {
    let scratch = try Scratch()
    return try ReplayPlan(
      metricsPath: scratch.write("m", text), policyPath: scratch.write("p.yaml", policy),
      runningPath: nil, model: .recorded, seed: 1
    ).run()
  }

  private static func rows(_ write: (String) -> String = { $0 }) -> String {
    points.map { "\(write("\($0.time)")),\($0.value)\n" }.joined()
  }

  private static func result(
    _ id: String, _ range: Range<Int>, label: String = "CPUUtilization",
    status: String = "Complete", factor: Int = 1
  ) -> String {
    let times = points[range].map { "\"\($0.time)\"" }.joined(separator: ",")
    let values = points[range].map { "\($0.value * factor)" }.joined(separator: ",")
    return #"{"Id":"\#(id)","Label":"\#(label)","Timestamps":[\#(times)],"Values":[\#(values)],"#
      + #""StatusCode":"\#(status)"}"#
  }

  private static func answer(_ results: String...) -> String {
    #"{"MetricDataResults":[\#(results.joined(separator: ","))]}"#
  }

  private static func slashes(_ time: String) -> String {
    time.replacing("-", with: "/").replacing("T", with: " ").replacing("Z", with: "")
  }

  @Test(
    "Tables of every form give the same change at the same second",
    arguments: [
      "Id,m2\nStatusCode,Complete\nMessages,\nFull label,a b CPUUtilization\nLabel,CPUUtilization\n"
        + rows(slashes),
      "Full label,CPU\nLabel,the web's\nPeriod,60\nStatistic,Average\n" + rows(slashes),
      "Timestamp,web CPUUtilization\n" + rows(),
      "Timestamp,Maximum\n" + rows(),
      "timestamp,value\n" + rows { $0.replacing("T", with: " ").replacing("Z", with: " UTC") },
      "timestamp,value\n" + rows { $0.replacing("-", with: "").replacing(":", with: "") },
      "timestamp,value\n" + rows { $0.lowercased() },
      "timestamp,value\n" + rows { $0.replacing("T", with: " ").replacing("Z", with: " +0000") },
    ])
  func tables(text: String) throws {
    #expect(try Self.replay(text).desiredChanges == [DesiredChange(1510.2, 2, 4)])
  }

  @Test("Pages of one result are put together, the last of them complete")
  func pages() throws {
    let text = Self.answer(
      Self.result("m1", 0..<21, status: "PartialData"), Self.result("m1", 21..<25))
    #expect(try Self.replay(text).desiredChanges == [DesiredChange(1510.2, 2, 4)])
    let error = #expect(throws: InputError.self) {
      try Self.replay(Self.answer(Self.result("m1", 0..<25, status: "PartialData")))
    }
    #expect(error.map { "\($0)" }?.contains("PartialData") == true)
  }

  @Test("Of two results with one label none is taken silently")
  func ambiguous() {
    let error = #expect(throws: InputError.self) {
      try Self.replay(
        Self.answer(Self.result("m1", 0..<25), Self.result("m2", 0..<25, factor: 2)))
    }
    #expect(error.map { "\($0)" }?.contains("2 columns or results are called") == true)
  }

  @Test("An alarm stops with its last point, unless empty rows say that more are missing")
  func end() throws {
    func states(_ more: String) throws -> [String] {
      let scratch = try Scratch()
      let policy = """
        min: 1
        max: 9
        initial: 2
        step_scaling:
          name: a
          alarm: {metric: custom, comparison_operator: GreaterThanThreshold, threshold: 90,
            period: 10s, evaluation_periods: 1, phase: 5s, treat_missing_data: breaching}
          step_adjustment: [{metric_interval_lower_bound: 0, scaling_adjustment: 1}]
        """
      let rows = (0..<12).map {
        "\(ReplayBench.start.advanced(bySeconds: Int64(10 * $0))),30\n"
      }
      return try ReplayPlan(
        metricsPath: scratch.write("m.csv", "timestamp,value\n" + rows.joined() + more),
        policyPath: scratch.write("p.yaml", policy), runningPath: nil, model: .recorded, seed: 1
      ).run().transitions.map { "\($0.to)" }
    }
    #expect(try states("") == ["ok"])
    let empty = (12..<20).map {
      "\(ReplayBench.start.advanced(bySeconds: Int64(10 * $0))),\n"
    }
    #expect(try states(empty.joined()) == ["ok", "alarm"])
  }

  @Test("Percentiles of get-metric-statistics are those of a custom metric")
  func extendedStatistics() throws {
    let list = Self.points.map {
      #"{"Timestamp":"\#($0.time)","ExtendedStatistics":{"p95":\#($0.value),"p50":1},"Unit":"Seconds"}"#
    }
    let scratch = try Scratch()
    let policy = """
      min: 1
      max: 9
      initial: 2
      step_scaling:
        alarm: {metric: custom, metric_name: p95, comparison_operator: GreaterThanThreshold,
          threshold: 70, phase: 5s}
        step_adjustment: [{metric_interval_lower_bound: 0, scaling_adjustment: 1}]
      """
    let outcome = try ReplayPlan(
      metricsPath: scratch.write(
        "m.json",
        #"{"Label":"TargetResponseTime","Datapoints":[\#(list.joined(separator: ","))]}"#),
      policyPath: scratch.write("p.yaml", policy), runningPath: nil, model: .recorded, seed: 1
    ).run()
    // The minute 20 ends at 21:00; a custom metric has no lag.
    #expect(outcome.desiredChanges.first == DesiredChange(1265.2, 2, 3))
  }

  @Test("The average count of a minute in which it changed is the newer one")
  func fractionalCounts() throws {
    func running(_ counts: [Double]) throws -> [CountChange]? {
      let scratch = try Scratch()
      return try ReplayPlan(
        metricsPath: scratch.write("m", "timestamp,value\n" + Self.rows()),
        policyPath: scratch.write("p.yaml", Self.policy),
        runningPath: scratch.write(
          "r.csv",
          ReplayBench.counts(
            "value", counts.enumerated().map { (minute: $0.offset, counts: "\($0.element)") })),
        model: .recorded, seed: 1
      ).recording.running
    }
    let whole = try running([3, 3, 3, 4, 4, 4, 4, 2, 2, 2, 2, 3])
    #expect(whole?.map(\.count) == [3, 4, 2, 3])
    // The last one has no whole number after it: it rises.
    #expect(try running([3, 3, 3, 3.25, 4, 4, 4, 3.75, 2, 2, 2, 2.5]) == whole)
    // Changes with their seconds have no averages.
    #expect(throws: (any Error).self) { try running([3, 2.5, 4]) }
  }
}
