import Foundation
import TestSupport
import Testing

/// A scenario with one thing wrong, and what has to be said of it.
struct BrokenScenario: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let bytes: [UInt8]
  /// `line:column` of each problem with words that its message holds; all problems, in order.
  let problems: [(place: String, words: String)]

  init(_ name: String, _ text: String, _ problems: [(String, String)]) {
    self.init(name, bytes: Array(text.utf8), problems)
  }

  init(_ name: String, bytes: [UInt8], _ problems: [(String, String)]) {
    testDescription = name
    self.bytes = bytes
    self.problems = problems
  }

  /// A correct scenario with `find` replaced.
  static func edit(
    _ name: String, _ find: String, _ replacement: String, _ problems: (String, String)...
  ) -> BrokenScenario {
    precondition(correct.contains(find))
    return BrokenScenario(
      name, correct.replacingOccurrences(of: find, with: replacement), problems)
  }

  static let correct = """
    name: broken
    period: 2026-12-01
    trace: {file: load.csv}
    services:
      web:
        cpu: 256
        memory: 512
        share: 1
        min: 1
        max: 6
        target_tracking: {metric: cpu, target: 50}
        request:
          cpu: {mean: 10ms}

    """

  static let step = """
        step_scaling:
          alarm: {comparison_operator: GreaterThanThreshold, threshold: 70}
          step_adjustment:
    """

  static let all: [BrokenScenario] = [
    edit("unknown key", "period:", "peroid:", ("1:1", "needs `period`"), ("2:1", "`period`?")),
    edit("unknown nested key", "memory:", "memmory:", ("5:3", "`memory`"), ("7:5", "`memory`?")),
    edit(
      "unknown resource", "services:", "resources: {aws_lamda_function: {}}\nservices:",
      ("4:13", "did you mean `aws_lambda_function`?")),
    edit("text for a number", "cpu: 256", "cpu: two", ("6:10", "256 to 16384")),
    edit("number for a mapping", "{file: load.csv}", "7", ("3:8", "a mapping")),
    edit("list for a text", "name: broken", "name: [a, b]", ("1:7", "a name of small letters")),
    edit("fraction for a count", "min: 1", "min: 1.5", ("9:10", "a whole number")),
    edit("quoted number", "min: 1", "min: \"1\"", ("9:10", "a whole number")),
    edit("negative", "share: 1", "share: -1", ("8:12", "a number above 0")),
    edit("out of range", "max: 6", "max: 9999", ("10:10", "1 to 5000")),
    edit("huge number", "max: 6", "max: 99999999999999999999999", ("10:10", "1 to 5000")),
    edit("not a number", "share: 1", "share: .nan", ("8:12", "a number above 0")),
    edit("no Fargate size", "memory: 512", "memory: 700", ("7:13", "512")),
    edit("min above max", "min: 1", "min: 7", ("9:10", "7 > 6")),
    edit("initial outside", "max: 6", "max: 6\n    initial: 9", ("11:14", "1 to 6")),
    edit("duration without unit", "10ms", "10", ("13:19", "`60s`")),
    edit("duration of nonsense", "10ms", "10 parsecs", ("13:19", "`60s`")),
    edit("negative duration", "10ms", "-5s", ("13:19", "from 0s")),
    edit("bad period", "2026-12-01", "2026-13", ("2:9", "a month `2026-12`")),
    edit("period backwards", "2026-12-01", "2026-12-02/2026-12-01", ("2:9", "`START/END`")),
    edit("unknown mode", "trace:", "mode: quick\ntrace:", ("3:7", "`request`")),
    edit("unknown metric", "metric: cpu", "metric: cup", ("11:31", "`cpu`")),
    edit("metric without a load", "metric: cpu", "metric: custom", ("11:31", "`tosscost replay`")),
    edit("target above 100 %", "target: 50", "target: 170", ("11:44", "100")),
    edit("key given twice", "max: 6", "min: 2\n    max: 6", ("10:5", "first on line 9")),
    edit(
      "missing section", "    request:\n      cpu: {mean: 10ms}\n", "",
      ("5:3", "needs `request`")),
    edit(
      "no service", correct.components(separatedBy: "services:")[1], " {}\n",
      ("4:11", "at least one service")),
    edit("bad service name", "  web:", "  Web Server:", ("5:3", "small letters")),
    edit(
      "overlapping steps", "    request:",
      step + "\n        - {metric_interval_lower_bound: 0, metric_interval_upper_bound: 20,"
        + " scaling_adjustment: 1}\n        - {metric_interval_lower_bound: 10,"
        + " scaling_adjustment: 2}\n    request:",
      ("15:9", "overlap")),
    edit(
      "exact capacity below zero", "    request:",
      step.replacing("step_scaling:", with: "step_scaling:\n      adjustment_type: ExactCapacity")
        + "\n        - {metric_interval_lower_bound: 0, scaling_adjustment: -1}\n    request:",
      ("16:64", "0 and more")),
    edit(
      "cron of a past year", "    request:",
      """
          scheduled: {schedule: cron(0 6 ? * MON-FRI 2020), min_capacity: 2}
          request:
      """, ("12:27", "its last year is 2020")),
    edit(
      "schedules that AWS refuses", "    request:",
      """
          scheduled: {schedule: cron(0 16 * * MON-FRI *), min_capacity: 2}
          deployment: {schedule: cron(0 16 * * * *)}
          desired_count_changes: {schedule: rate(1 days), desired_count: 2}
          request:
      """, ("12:27", "write cron(0 16 ? * MON-FRI *)"), ("13:28", "write cron(0 16 * * ? *)"),
      ("14:39", "write rate(1 day)")),
    edit(
      "scheduled action that ends before it starts", "    request:",
      """
          scheduled: {schedule: rate(1 hour), min_capacity: 2, start_time: 2026-12-02T00:00Z,
            end_time: 2026-12-01T00:00Z}
          request:
      """, ("13:17", "after start_time")),
    edit(
      "gap between steps", "    request:",
      step + "\n        - {metric_interval_lower_bound: 0, metric_interval_upper_bound: 10,"
        + " scaling_adjustment: 1}\n        - {metric_interval_lower_bound: 20,"
        + " scaling_adjustment: 2}\n    request:",
      ("15:9", "gap")),
    edit(
      "two policies that forecast", "target_tracking: {metric: cpu, target: 50}",
      "predictive: [{target: 50, mode: ForecastAndScale}, {target: 60, mode: ForecastAndScale}]",
      ("11:56", "two policies forecast `cpu`"), ("11:75", "only one policy")),
    edit(
      "a raised maximum without its buffer", "target_tracking: {metric: cpu, target: 50}",
      "predictive: {target: 50, max_capacity_breach_behavior: IncreaseMaxCapacity}",
      ("11:60", "max_capacity_buffer is required")),
    edit(
      "a buffer without a raised maximum", "target_tracking: {metric: cpu, target: 50}",
      "predictive: {target: 50, max_capacity_buffer: 10}",
      ("11:51", "only with `max_capacity_breach_behavior")),
    edit(
      "a forecast far ahead", "target_tracking: {metric: cpu, target: 50}",
      "predictive: {target: 170, scheduling_buffer_time: 2h}",
      ("11:26", "100"), ("11:55", "from 0s to 1h")),
    edit(
      "an outage of a zone that is not there", "services:",
      "availability_zones: [us-east-1a, us-east-1b]\nzone_outages:\n  - {availability_zone:"
        + " us-east-1c, start: noon, duration: 5m}\nservices:",
      ("6:25", "us-east-1a"), ("6:44", "ISO 8601")),
    edit(
      "Spot without zones", "services:",
      "fargate_spot: {interruption_rate: -1, outages: [{start: \"2026-12-01T01:00Z\", duration: 1h,"
        + " availability_zone: us-east-1a}]}\nservices:",
      ("4:35", "from 0 to 60"), ("4:111", "under `availability_zones`")),
    edit(
      "driver is no service", "services:",
      "resources:\n  aws_lambda_function:\n    w: {memory_size: 128, duration: 1s, invocations:"
        + " {per_request: 1, service: wbe}}\nservices:",
      ("6:80", "`web`?")),
    edit("extends what is absent", "name:", "extends: absent.yaml\nname:", ("1:10", "absent.yaml")),
    edit("extends itself", "name:", "extends: broken.yaml\nname:", ("1:10", "extends")),
    edit("alias without anchor", "{file: load.csv}", "*nowhere", ("3:8", "not YAML")),
    edit("unclosed bracket", "{file: load.csv}", "{file: load.csv", ("4:9", "not YAML")),
    edit("tab for indentation", "  web:", "\tweb:", ("5:1", "not YAML")),
    BrokenScenario("empty file", "", [("1:1", "empty")]),
    BrokenScenario("only a comment", "# nothing\n", [("1:1", "empty")]),
    BrokenScenario("a list", "- a\n- b\n", [("1:1", "a mapping of keys")]),
    BrokenScenario("a bill instead", "line,cost\nebs,0\n", [("1:1", "a mapping of keys")]),
    BrokenScenario("binary", bytes: [0x7F, 0x45, 0x4C, 0x46, 0xFF, 0, 1], [("", "UTF-8")]),
    BrokenScenario("UTF-16", bytes: [0xFF, 0xFE, 0x6E, 0], [("", "UTF-8")]),
    BrokenScenario(
      "bomb of aliases",
      "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
        + zip("bcdefgh", "abcdefg").map { name, of in
          "\(name): &\(name) [" + Array(repeating: "*\(of)", count: 10).joined(separator: ",")
            + "]\n"
        }.joined(),
      [("1:1", "aliases expand")]),
  ]
}

@Suite("Broken scenarios")
struct BrokenScenarioTests {
  @Test("each problem is told with its place and what is allowed", arguments: BrokenScenario.all)
  func refused(_ broken: BrokenScenario) throws {
    let folder = try Scratch()
    try folder.write("broken.yaml", broken.bytes)
    let result = try Tool(folder: folder).run("simulate", "broken.yaml", "--store", "none")
    #expect(result.status == 65)
    #expect(result.output.isEmpty)
    #expect(result.errorLines.count == broken.problems.count, "\(result.errorText)")
    for (line, problem) in zip(result.errorLines, broken.problems) {
      let place = problem.place.isEmpty ? "broken.yaml: " : "broken.yaml:\(problem.place): "
      #expect(line.hasPrefix(place))
      #expect(line.contains(problem.words))
    }
  }

  @Test(
    "the scenario that the others are made from is correct, with CRLF and a byte order mark too")
  func correct() throws {
    let folder = try Scratch()
    let text = BrokenScenario.correct
    for variant in [text, text.replacingOccurrences(of: "\n", with: "\r\n"), "\u{FEFF}" + text] {
      try folder.write("correct.yaml", variant)
      let result = try Tool(folder: folder).run("scenario", "validate", "correct.yaml")
      #expect(result.status == 0, "\(result.errorText)")
    }
  }

  @Test("every problem is told at once, in the order of the file")
  func together() throws {
    let folder = try Scratch()
    try folder.write(
      "broken.yaml",
      BrokenScenario.correct.replacingOccurrences(of: "cpu: 256", with: "cpu: 300")
        .replacingOccurrences(of: "min: 1", with: "min: 7")
        .replacingOccurrences(of: "target: 50", with: "traget: 50")
        .replacingOccurrences(of: "10ms", with: "10"))
    let result = try Tool(folder: folder).run("simulate", "broken.yaml", "--store", "none")
    let places = result.errorLines.map { $0.split(separator: ":").dropFirst().first ?? "" }
    #expect(places == ["6", "9", "11", "11", "13"])
  }

  @Test("a problem of an inherited file is told with that file's name and place")
  func inherited() throws {
    let folder = try Scratch()
    try folder.write(
      "base/base.yaml", BrokenScenario.correct.replacingOccurrences(of: "max: 6", with: "max: 0"))
    try folder.write("own.yaml", "extends: base/base.yaml\nmode: quick\n")
    let result = try Tool(folder: folder).run("scenario", "validate", "own.yaml")
    #expect(result.status == 65)
    #expect(result.errorLines.count == 2)
    #expect(result.errorLines.first?.hasPrefix("own.yaml:2:7: ") == true)
    #expect(result.errorLines.last?.hasPrefix("base/base.yaml:10:10: ") == true)
  }

  @Test("files that extend each other are refused, at the line that closes the circle")
  func cycle() throws {
    let folder = try Scratch()
    try folder.write("a.yaml", "extends: b.yaml\nname: a\n")
    try folder.write("b.yaml", "name: b\nextends: ./a.yaml\n")
    let result = try Tool(folder: folder).run("scenario", "validate", "a.yaml")
    #expect(result.status == 65)
    #expect(result.errorText.hasPrefix("b.yaml:2:10: "))
    #expect(result.errorLines.count == 1)
  }
}
