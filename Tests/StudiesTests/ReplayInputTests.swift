import Autoscaling
import Foundation
import Simulation
import Studies
import TestSupport
import Testing
import Units

@Suite("What a replay reads")
struct ReplayInputTests {
  private static let tracking = ReplayTests.tracking

  private static func replay(_ name: String, _ metrics: String) throws -> ReplayOutcome {
    let scratch = try Scratch()
    return try ReplayPlan(
      metricsPath: scratch.write(name, metrics), policyPath: scratch.write("p.yaml", tracking),
      runningPath: nil, model: .recorded, seed: 1
    ).run()
  }

  private static func problems(metrics: String, policy: String, running: String? = nil) -> [String]
  {
    do {
      let scratch = try Scratch()
      _ = try ReplayPlan(
        metricsPath: scratch.write("m.csv", metrics), policyPath: scratch.write("p.yaml", policy),
        runningPath: try running.map { try scratch.write("r.csv", $0) }, model: .recorded, seed: 1)
      return []
    } catch InputError.invalid(let problems) {
      return problems.map { problem in
        let name = problem.file.split(separator: "/").last ?? ""
        return "\(name):\(problem.line ?? 0): \(problem.message)"
      }
    } catch {
      return ["\(error)"]
    }
  }

  @Test("Every problem of all three files is listed")
  func problems() {
    let found = Self.problems(
      metrics: "timestamp,value\n2026-09-01T00:00Z,1\n2026-09-01T00:02Z,nan\n2026-09-01T00:01Z,3\n"
        + "yesterday,7\n2026-09-01T00:00Z,x\n",
      policy: "min: 5\nmax: 2\ntarget_tracking: [{target: 0}, {target: 50}]\nscale: 3\n",
      running: "timestamp,value\n2026-09-01T00:00Z,2.5\n")
    for part in [
      "p.yaml:1: min must not be above max: 5 > 2", "p.yaml:3: target_tracking[0].target",
      "p.yaml:4: unknown key `scale`", "two policies track `cpu`",
      "m.csv:3: column 'value': the value is nan",
      "m.csv:5: 'yesterday' is not a time", "m.csv:6: column 'value': 'x' is not a number",
      "r.csv:2: the running count is 2.5",
    ] {
      #expect(found.contains { $0.contains(part) }, "\(part) in \(found)")
    }
  }

  @Test("An alarm looks back one day, or seven where its period is an hour or more")
  func reach() {
    func found(_ alarm: String) -> [String] {
      Self.problems(
        metrics: "timestamp,value\n2026-09-01T00:00Z,1\n",
        policy: """
          min: 1
          max: 5
          step_scaling:
            alarm: {comparison_operator: GreaterThanThreshold, threshold: 50, \(alarm)}
            step_adjustment: [{metric_interval_lower_bound: 0, scaling_adjustment: 1}]
          """
      ).filter { $0.contains("evaluation_periods") }
    }
    #expect(found("evaluation_periods: 1440").isEmpty)
    #expect(found("evaluation_periods: 1441").first?.contains("must be at most 1440") == true)
    #expect(found("evaluation_periods: 168, period: 1h").isEmpty)
    #expect(found("evaluation_periods: 169, period: 1h").count == 1)
  }

  @Test("What a recording cannot tell a pod autoscaler is refused where the policy asks for it")
  func pods() {
    let metrics = "timestamp,value\n2026-09-01T00:00Z,1\n2026-09-01T00:01Z,2\n"
    func found(_ hpa: String, min: Int = 1) -> [String] {
      Self.problems(metrics: metrics, policy: "min: \(min)\nmax: 5\nkubernetes_hpa:\n\(hpa)")
    }
    let rate = "{metric: requests_per_second, target: 9}"
    #expect(found("  metrics: [{metric: cpu, target: 50}]\n") == [])
    let mixed = found(
      "  metrics:\n  - {metric: cpu, target: 50}\n  - \(rate)\n  - {metric: memory, target: 50}\n")
    #expect(mixed.count == 2)
    for (found, start) in zip(
      mixed,
      [
        "p.yaml:6: kubernetes_hpa.metrics: `requests_per_second` is for a simulation",
        "p.yaml:7: kubernetes_hpa.metrics: `memory` is for a simulation",
      ])
    {
      #expect(found.hasPrefix(start), "\(found)")
    }
    let keda = found("  metrics: [\(rate)]\n  keda: {}\n", min: 0)
    #expect(keda.count == 2)
    #expect(keda.contains { $0.hasPrefix("p.yaml:5: kubernetes_hpa.keda is for a simulation") })
  }

  @Test("Points out of order, twice, off the grid or of another step are refused")
  func order() {
    func first(_ times: [String]) -> String? {
      Self.problems(
        metrics: "timestamp,value\n" + times.map { "2026-09-01T\($0)Z,5\n" }.joined(),
        policy: Self.tracking
      ).first
    }
    #expect(first(["00:00", "00:01", "00:03"]) == nil)
    #expect(first(["00:01", "00:00"])?.contains("before") == true)
    #expect(first(["00:01", "00:01"])?.contains("twice") == true)
    #expect(first(["00:00", "00:01", "00:02", "00:03:30"])?.contains("90 s after") == true)
    #expect(first(["00:00", "00:05", "00:10"])?.contains("usually 300 s apart") == true)
    // Most points are missing, and still two are a minute apart.
    #expect(first(["00:00", "00:03", "00:06", "00:07"]) == nil)
  }

  @Test("Rows without a value are minutes without a point, at the end of the recording too")
  func emptyRows() throws {
    let rows = (0..<40).map { minute in
      let value = minute < 4 ? "80" : minute < 14 && minute % 2 == 0 ? "30" : ""
      return "2026-09-01T00:\(minute < 10 ? "0" : "")\(minute)Z,\(value)\n"
    }
    let outcome = try Self.replay("m.csv", "timestamp,value\n" + rows.joined())
    let high = outcome.transitions.filter { $0.alarm.contains("AlarmHigh") }
    // The last point, of minute 12, ends at 13 and is seen at 15; for as long as it is among the
    // five that are looked at, the alarm knows its state.
    #expect(high.map(\.to) == [.alarm, .ok, .insufficientData])
    #expect(high[2].time >= .minute(18) && high[2].time < .minute(22))
  }

  @Test("Rows without a value have to be in order, too, and within two years")
  func emptyRowsInOrder() {
    func found(_ rows: String) -> [String] {
      Self.problems(metrics: "timestamp,value\n" + rows, policy: Self.tracking)
    }
    #expect(
      found("2026-09-01T00:05Z,5\n2026-09-01T00:04Z,\n2026-09-01T00:04Z,\n2026-09-01T00:03Z,5\n")
        .map { String($0.prefix(7)) } == ["m.csv:3", "m.csv:4", "m.csv:5", "m.csv:5"])
    #expect(found("1990-09-01T00:00Z,\n2026-09-01T00:05Z,5\n")[0].contains("at most 1054080"))
    #expect(found("2026-09-01T00:05Z,5\n2056-09-01T00:00Z,\n")[0].contains("at most 1054080"))
    #expect(found("2026-09-01T00:05Z,5\n2026-09-01T00:07Z,\n").isEmpty)
  }

  @Test(
    "Of a service's CPU as running counts only the samples are counts", arguments: [true, false])
  func sampleCounts(hasSamples: Bool) throws {
    let points = (0..<8).map { minute in
      let samples = hasSamples ? ", \"SampleCount\": 2.0" : ""
      return "{\"Timestamp\": \"2026-09-01T00:0\(minute):00Z\", \"Average\": 80\(samples)}"
    }
    let json = "{\"Label\": \"CPUUtilization\", \"Datapoints\": [\(points.joined(separator: ","))]}"
    let scratch = try Scratch()
    func plan() throws -> ReplayPlan {
      try ReplayPlan(
        metricsPath: scratch.write("m.json", json),
        policyPath: scratch.write("p.yaml", Self.tracking),
        runningPath: scratch.write("r.json", json), model: .recorded, seed: 1)
    }
    guard hasSamples else {
      #expect(throws: InputError.self) { _ = try plan() }
      return
    }
    #expect(try plan().run().activities.first?.arithmetic == "ceil(2 × 80 / 50) = 4")
  }

  @Test("CloudWatch's JSON is read in any order, by the statistic of the metric")
  func cloudWatch() throws {
    let json = """
      {"Label": "CPUUtilization", "Datapoints": [
        {"Timestamp": "2026-09-01T00:04:00+00:00", "Average": 80, "Maximum": 99},
        {"Timestamp": "2026-09-01T00:02:00+00:00", "Average": 80, "Maximum": 99},
        {"Timestamp": "2026-09-01T00:03:00+00:00", "Average": 80, "Maximum": 99}]}
      """
    let outcome = try Self.replay("m.json", json)
    #expect(outcome.activities.first?.arithmetic == "ceil(2 × 80 / 50) = 4")
    let data = """
      {"MetricDataResults": [{"Id": "m1", "Label": "CPUUtilization", "StatusCode": "Complete",
        "Timestamps": ["2026-09-01T00:04:00Z", "2026-09-01T00:03:00Z", "2026-09-01T00:02:00Z"],
        "Values": [80, 80, 80]}]}
      """
    let same = try Self.replay("d.json", data)
    #expect(same.transitions == outcome.transitions)
  }

  @Test(
    "Times as tools write them: offsets, fractions, seconds and milliseconds since 1970, slashes",
    arguments: [
      "2026-09-01T06:0M:00+06:00", "2026-09-01T00:0M:00.000Z", "2026-09-01 00:0M", "178822080S",
      "1788220800000", "2026/09/01 00:0M:00",
    ])
  func times(pattern: String) throws {
    let start = UTCTime(date: CivilDate(year: 2026, month: 9, day: 1)!)
    let rows = (0..<5).map { minute in
      let seconds = start.secondsSinceEpoch + Int64(minute) * 60
      let time =
        pattern.hasSuffix("S")
        ? "\(seconds)"
        : pattern == "1788220800000" ? "\(seconds)000" : pattern.replacing("M", with: "\(minute)")
      return "\"\(time)\",80,Percent\n"
    }
    let outcome = try Self.replay("m.csv", "\"Timestamp\",Average,Unit\n" + rows.joined())
    #expect(outcome.transitions.first { $0.to == .alarm }?.time == .minute(5) + .seconds(10))
  }

  @Test(
    "A bare list of points, times as numbers, and labels that carry more than the metric's name")
  func cloudWatchVariants() throws {
    let list = """
      [{"Timestamp": 1788220860, "Average": 80}, {"Timestamp": 1788220800, "Average": 80},
       {"Timestamp": 1788220920.0, "Average": 80}]
      """
    let labels = """
      {"MetricDataResults": [
        {"Id": "m1", "Label": "web CPUUtilization", "Timestamps": ["2026-09-01T00:00:00Z",
          "2026-09-01T00:01:00Z", "2026-09-01T00:02:00Z"], "Values": [80, 80, 80]},
        {"Id": "m2", "Label": "web MemoryUtilization", "Timestamps": ["2026-09-01T00:00:00Z"],
          "Values": [20]}]}
      """
    for text in [list, labels] {
      let outcome = try Self.replay("m.json", text)
      #expect(outcome.activities.first?.arithmetic == "ceil(2 × 80 / 50) = 4")
    }
  }

  @Test("Problems come in the order of the lines")
  func lineOrder() {
    let found = Self.problems(
      metrics: "timestamp,value\n2026-09-01T00:01Z,1\n2026-09-01T00:00Z,2\n"
        + "2026-09-01T00:02Z,x\n2026-09-01T00:01Z,3\n2026-09-01T00:05Z,inf\n",
      policy: "max: 0\ntarget_tracking: {target: 0}\nmin: -1\n")
    let lines = found.map { $0.split(separator: ":").prefix(2).joined(separator: ":") }
    #expect(
      lines == [
        "p.yaml:1", "p.yaml:2", "p.yaml:3", "m.csv:3", "m.csv:4", "m.csv:6",
      ])
  }

  @Test("The row after a header is not blamed twice, nor does it hide what comes later")
  func rowAfterHeader() {
    let found = Self.problems(
      metrics: "timestamp,value\n\"2026-09-01T00:00Z\"x,1\n2026-09-01T00:01Z,y\n",
      policy: "min: 1\nmax: 2\ntarget_tracking: {target: 50}\n")
    #expect(found.map { $0.prefix(8) } == ["m.csv:2:", "m.csv:3:"])
  }

  @Test("A cron of years before the recording never fires")
  func pastCron() {
    func found(_ years: String) -> [String] {
      Self.problems(
        metrics: "timestamp,value\n2026-09-01T00:00Z,1\n2026-09-01T00:01Z,2\n",
        policy: "min: 1\nmax: 2\nscheduled: {schedule: cron(0 6 * * ? \(years)), min_capacity: 1}\n"
      )
    }
    #expect(
      found("2024-2025").first?.hasPrefix("p.yaml:3: `cron(0 6 * * ? 2024-2025)` never") == true)
    #expect(found("2024-2026").isEmpty && found("*").isEmpty && found("2030").isEmpty)
  }
}
