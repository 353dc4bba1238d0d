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
}
