import Foundation
import TestSupport
import Testing

/// A load trace with something wrong, and what has to be said of it.
struct BrokenTrace: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let name: String
  let bytes: [UInt8]
  let problems: [(place: String, words: String)]

  init(_ description: String, _ name: String, _ bytes: [UInt8], _ problems: [(String, String)]) {
    testDescription = description
    self.name = name
    self.bytes = bytes
    self.problems = problems
  }

  /// Rows below a correct header.
  static func rows(
    _ description: String, _ rows: [String], _ problems: (String, String)...
  ) -> BrokenTrace {
    let text = "timestamp,requests\n" + rows.map { $0 + "\n" }.joined()
    return BrokenTrace(description, "broken.csv", Array(text.utf8), problems)
  }

  static func json(
    _ description: String, _ text: String, _ problems: (String, String)...
  ) -> BrokenTrace {
    BrokenTrace(description, "broken.json", Array(text.utf8), problems)
  }

  private static let day = "2026-12-01T00:"

  static let all: [BrokenTrace] = [
    rows(
      "bad time", ["\(day)00Z,1", "\(day)61Z,2", "yesterday,3"], ("3:1", "ISO 8601"),
      ("4:1", "'yesterday'")),
    rows("negative count", ["\(day)00Z,1", "\(day)01Z,-2"], ("3:19", "negative")),
    rows("NaN", ["\(day)00Z,NaN", "\(day)01Z,2"], ("2:19", "from 0 to 100,000,000,000")),
    rows("infinite", ["\(day)00Z,inf", "\(day)01Z,1e999"], ("2:19", "inf"), ("3:19", "too large")),
    rows("huge", ["\(day)00Z,1", "\(day)01Z,99999999999999999999"], ("3:19", "too large")),
    rows(
      "no number", ["\(day)00Z,many", "\(day)01Z,0x10", "\(day)02Z,"], ("2:19", "'many'"),
      ("3:19", "'0x10'"), ("4:19", "empty")),
    rows("unsorted", ["\(day)02Z,1", "\(day)01Z,2", "\(day)03Z,2"], ("3:1", "rising")),
    rows("the same time twice", ["\(day)00Z,1", "\(day)01Z,2", "\(day)01Z,2"], ("4:1", "twice")),
    rows(
      "off the grid", ["\(day)00Z,1", "\(day)01Z,2", "\(day)02Z,3", "\(day)02:30Z,4"],
      ("5:1", "multiples of 60 s")),
    rows("step above an hour", ["2026-12-01,1", "2026-12-02,2"], ("3:1", "one hour")),
    rows("one row", ["\(day)00Z,1"], ("2:1", "two or more rows")),
    rows("no row", [], ("", "no rows of data")),
    rows("too few cells", ["\(day)00Z,1", "\(day)01Z"], ("3:1", "2, as in the header")),
    rows("too many cells", ["\(day)00Z,1", "\(day)01Z,2,3"], ("3:1", "2, as in the header")),
    rows(
      "unclosed quote", ["\(day)00Z,1", "\"\(day)01Z,2"], ("3:1", "closing quote"),
      ("3:1", "is not a time"), ("3:1", "cells")),
    rows(
      "spans forever",
      [
        "0001-01-01T00:00:00Z,1", "0001-01-01T00:01:00Z,2",
        "9999-01-01T00:00:00Z,3",
      ], ("", "at most 40000000")),
    BrokenTrace(
      "no count column", "broken.csv", Array("timestamp,users\n\(day)00Z,1\n".utf8),
      [("1:1", "'requests' or 'value'")]),
    BrokenTrace(
      "no header", "broken.csv", Array("\(day)00Z,1\n\(day)01Z,1\n".utf8),
      [("1:1", "'timestamp'"), ("1:1", "'requests' or 'value'")]),
    BrokenTrace(
      "a column twice", "broken.csv",
      Array("timestamp,requests,requests\n\(day)00Z,1,2\n".utf8), [("1:20", "twice")]),
    BrokenTrace("empty file", "broken.csv", [], [("", "empty")]),
    BrokenTrace("only blank lines", "broken.csv", Array("\n \r\n".utf8), [("", "empty")]),
    BrokenTrace(
      "binary", "broken.bin", [0x7F, 0x45, 0x4C, 0x46, 0, 1, 2, 0xFF],
      [("1:1", "no load trace")]),
    BrokenTrace("a text", "broken.txt", Array("Dear all\n".utf8), [("1:1", "no load trace")]),
    BrokenTrace(
      "not UTF-8", "broken.csv",
      Array("timestamp,requests\n".utf8) + [0xFF, 0xFE] + Array(",1\n\(day)01Z,2\n".utf8),
      [("2:1", "is not a time")]),
    BrokenTrace(
      "cut gzip", "broken.csv.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x2B],
      [("", "cut off")]),
    BrokenTrace(
      "corrupt gzip", "broken.csv.gz",
      [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4, 5, 6],
      [("", "corrupt")]),
    json("cut JSON", "{\"MetricDataResults\": [", ("1:24", "JSON")),
    json("other JSON", "{\"a\": 1}", ("1:1", "MetricDataResults")),
    json("no result", "{\"MetricDataResults\": []}", ("1:23", "exactly one")),
    json(
      "unequal lists",
      "{\"MetricDataResults\": [{\"Timestamps\": [\"\(day)00Z\"], \"Values\": [1, 2]}]}",
      ("1:24", "equally many")),
    json(
      "values that are none",
      "{\"MetricDataResults\": [{\"Timestamps\": [\"\(day)00Z\", 7], \"Values\": [\"1\", -2]}]}",
      ("1:76", "a text"), ("1:61", "is not a time"), ("1:81", "negative")),
    BrokenTrace(
      "cut access log", "broken.log",
      Array("https 2026-12-01T16:00:00.186641Z app/web/1 192.0.2.7:2 10.0.0.1:80 0.0\n".utf8),
      [("1:72", "breaks off")]),
  ]
}

@Suite("Broken load traces")
struct BrokenTraceTests {
  @Test("each problem is told with its place and what is allowed", arguments: BrokenTrace.all)
  func refused(_ broken: BrokenTrace) throws {
    let tool = try SmallScenario.tool()
    try tool.folder.write(broken.name, broken.bytes)
    for arguments in [
      ["simulate", "small.yaml", "--trace", broken.name, "--store", "none"],
      ["trace", "inspect", broken.name],
    ] {
      let result = try tool.run(arguments)
      #expect(result.status == 65)
      #expect(result.output.isEmpty)
      #expect(result.errorLines.count == broken.problems.count, "\(result.errorText)")
      for (line, problem) in zip(result.errorLines, broken.problems) {
        let place = problem.place.isEmpty ? "\(broken.name): " : "\(broken.name):\(problem.place): "
        #expect(line.hasPrefix(place))
        #expect(line.contains(problem.words))
      }
    }
  }

  @Test("a gap is refused where the rule asks for it, and told otherwise")
  func gaps() throws {
    let tool = try SmallScenario.tool()
    try tool.folder.write(
      "gap.csv",
      "timestamp,requests\n2026-12-01 14:00,60\n2026-12-01 14:01,60\n2026-12-01 14:04,60\n")
    let arguments = ["simulate", "small.yaml", "--trace", "gap.csv", "--store", "none", "--gaps"]
    let refused = try tool.run(arguments + ["error"])
    #expect(refused.status == 65)
    #expect(refused.errorText.hasPrefix("gap.csv:4:1: 2 intervals of 60 s"))
    for (rule, requests) in [("zero", 180), ("hold", 300), ("interpolate", 300)] {
      let result = try tool.run(arguments + [rule, "--format", "json"])
      #expect(result.status == 0)
      #expect(result.errorText.contains("2 intervals of 60 s absent in 1 gap (0.033 h)"))
      #expect(result.errorLines.count == 1)
      #expect(result.outputText.contains("\"requests\" : \(requests),"))
    }
  }

  @Test("a thousand bad rows are fifty lines and a count")
  func flood() throws {
    let tool = try SmallScenario.tool()
    try tool.folder.write(
      "bad.csv",
      "timestamp,requests\n" + String(repeating: "2026-12-01T00:00Z,x\n", count: 1000))
    let result = try tool.run("trace", "inspect", "bad.csv")
    #expect(result.status == 65)
    #expect(result.errorLines.count == 51)
    #expect(result.errorLines.last == "bad.csv: and 950 more problems")
  }

  @Test("a scenario's period outside its trace is told with what is allowed")
  func period() throws {
    let result = try SmallScenario.tool().run(
      "simulate", "small.yaml", "--period", "2027-01", "--store", "none")
    #expect(result.status == 65)
    #expect(result.errorText.contains("2026-12-01T14:00:00Z/2026-12-01T16:00:00Z is allowed"))
  }
}
