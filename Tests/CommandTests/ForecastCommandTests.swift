import Foundation
import FoundationXML
import TestSupport
import Testing

@Suite("forecast") struct ForecastCommandTests {
  private static func json(_ result: Tool.Result) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(result.output))
    return try #require(value as? [String: Any])
  }

  @Test("as a table, CSV and JSON says the same for every step")
  func formats() throws {
    let tool = try SmallHistory.tool()
    let table = try tool.run("forecast", "load.csv", "--horizon", "24h")
    #expect(table.status == 0)
    #expect(table.outputText.contains("2026-11-30 00:00"))
    #expect(table.outputText.contains("low 80 %") && table.outputText.contains("high 95 %"))
    let csv = try tool.run("forecast", "load.csv", "--horizon", "24h", "--format", "csv")
      .outputText.split(whereSeparator: \.isNewline)
    #expect(csv.first == "time,forecast,lower80,upper80,lower95,upper95")
    #expect(csv.count == 25)
    let body = try Self.json(
      tool.run("forecast", "load.csv", "--horizon", "24h", "--format", "json"))
    let points = try #require(body["points"] as? [[String: Any]])
    #expect(points.count == 24)
    for (line, point) in zip(csv.dropFirst(), points) {
      let cells = line.split(separator: ",")
      #expect(String(cells[0]) == point["time"] as? String)
      let forecast = try #require(point["forecast"] as? Double)
      #expect(abs(try #require(Double(cells[1])) - forecast) < 0.001)
      let intervals = try #require(point["intervals"] as? [[String: Double]])
      #expect(intervals.map { $0["level"] } == [0.8, 0.95])
      for interval in intervals {
        let (lower, upper) = try (#require(interval["lower"]), #require(interval["upper"]))
        #expect(0 <= lower && lower <= forecast && forecast <= upper)
      }
    }
    // Office hours of a Monday stand out.
    let levels = try points.map { try #require($0["forecast"] as? Double) }
    #expect(levels[9..<17].allSatisfy { $0 > 900 } && levels[0..<9].allSatisfy { $0 < 300 })
  }

  @Test(
    "goes to a file as to standard output, byte for byte, run after run",
    arguments: ["csv", "json", "table"])
  func output(_ format: String) throws {
    let tool = try SmallHistory.tool()
    let options = ["forecast", "load.csv", "--horizon", "30h", "--format", format]
    let shown = try tool.run(options)
    let written = try tool.run(options + ["--output", "next.out"])
    #expect(written.status == 0 && written.output.isEmpty)
    #expect(try tool.folder.bytes("next.out") == shown.output)
    #expect(try tool.run(options).output == shown.output)
  }

  @Test("draws well-formed SVG, whatever the trace is called")
  func plot() throws {
    let tool = try SmallHistory.tool()
    let name = "a <b> & \"c\" é.csv"
    try tool.folder.write(name, tool.folder.bytes("load.csv"))
    for arguments in [
      ["load.csv"], [name], ["load.csv", "--fast", "--levels", "50"],
      ["load.csv", "--horizon", "1h"], ["load.csv", "--horizon", "30d"],
    ] {
      let result = try tool.run(["forecast"] + arguments + ["--plot", "out.svg"])
      #expect(result.status == 0, "\(arguments): \(result.errorText)")
      let picture = SVGReader()
      let parser = XMLParser(data: Data(try tool.folder.bytes("out.svg")))
      parser.delegate = picture
      #expect(parser.parse(), "\(arguments): \(String(describing: parser.parserError))")
      #expect(picture.names.first == "svg" && picture.title.contains(arguments[0]))
      #expect(picture.names.contains("polyline") && picture.names.contains("polygon"))
      #expect(picture.coordinates.count >= 8)
      #expect(picture.coordinates.allSatisfy { $0.isFinite && (-1...961).contains($0) })
    }
  }

  @Test("of hard histories is sound and says why it is what it is")
  func hardHistories() throws {
    let tool = try SmallHistory.tool()
    let cases: [(name: String, text: String, remark: String)] = [
      ("zeros", SmallHistory.csv(hours: 400) { _ in "0" }, "no load at all"),
      ("constant", SmallHistory.csv(hours: 400) { _ in "7" }, "constant"),
      ("short", SmallHistory.csv(hours: 60), "too short to validate"),
      ("two", SmallHistory.csv(hours: 30), "too short to validate"),
      (
        "spike", SmallHistory.csv(hours: 672) { $0 == 600 ? "90000" : "\(SmallHistory.value($0))" },
        "outliers (the most: 2026-11-27T00:00:00Z"
      ),
      (
        "shift", SmallHistory.csv(hours: 672) { "\(SmallHistory.value($0) * ($0 < 400 ? 1 : 3))" },
        "level shifted"
      ),
    ]
    for item in cases {
      try tool.folder.write("\(item.name).csv", item.text)
      let result = try tool.run(
        "forecast", "\(item.name).csv", "--horizon", "24h", "--format", "json")
      #expect(result.status == 0, "\(item.name): \(result.errorText)")
      let body = try Self.json(result)
      let remarks = try #require(body["remarks"] as? [String])
      #expect(remarks.contains { $0.contains(item.remark) }, "\(item.name): \(remarks)")
      for point in try #require(body["points"] as? [[String: Any]]) {
        let forecast = try #require(point["forecast"] as? Double, "\(item.name)")
        #expect(forecast.isFinite && forecast >= 0 && forecast < 20_000, "\(item.name)")
      }
      // The table's reader is told too.
      let table = try tool.run("forecast", "\(item.name).csv", "--horizon", "24h").outputText
      #expect(table.contains("note: "), "\(item.name)")
    }
  }

  @Test("of histories that are wrong is refused as data, with the place")
  func wrongData() throws {
    let tool = try SmallHistory.tool()
    let cases: [(name: String, text: String, options: [String], words: String)] = [
      ("nan", SmallHistory.csv(hours: 99) { $0 == 50 ? "NaN" : "5" }, [], "nan.csv:52:22"),
      ("negative", SmallHistory.csv(hours: 99) { $0 == 50 ? "-5" : "5" }, [], "negative"),
      (
        "twice", SmallHistory.csv(hours: 99) + "\(SmallHistory.time(98)),5\n", [],
        "twice.csv:101:1"
      ),
      ("unsorted", SmallHistory.csv(hours: 99) + "\(SmallHistory.time(3)),5\n", [], "rising"),
      ("one", SmallHistory.csv(hours: 1), [], "two or more"),
      ("far", SmallHistory.csv(hours: 100), ["--horizon", "401h"], "1 to 400"),
      ("step", SmallHistory.csv(hours: 100), ["--step", "90m", "--horizon", "3h"], "multiples"),
    ]
    for item in cases {
      try tool.folder.write("\(item.name).csv", item.text)
      for command in [[], ["backtest"]] where item.name != "far" || command.isEmpty {
        let result = try tool.run(["forecast"] + command + ["\(item.name).csv"] + item.options)
        #expect(result.status == 65, "\(item.name): \(result.errorText)")
        #expect(result.errorText.contains(item.words), "\(item.name): \(result.errorText)")
        #expect(result.output.isEmpty)
      }
    }
  }

  @Test(
    "refuses wrong arguments with the usage",
    arguments: [
      [], ["--horizon", "0h"], ["--horizon", "90m"], ["--horizon", "soon"], ["--horizon", "-1h"],
      ["--levels", "100"], ["--levels", "0"], ["--levels", "80,80"], ["--levels", "80,"],
      ["--levels", "nan"], ["--step", "0s"], ["--step", "2d"], ["--growth", "0"],
      ["--growth", "-1"], ["--growth", "nan"], ["--monthly-growth", "1001"],
      ["--time-zone", "Mars/Olympus"], ["--holidays", "uk"], ["--holidays", "us,us"],
      ["--holidays", ""], ["--format", "xml"], ["--gaps", "guess"],
    ])
  func wrongArguments(_ options: [String]) throws {
    let trace = options.isEmpty ? [] : ["load.csv"]
    let result = try SmallHistory.tool().run(["forecast"] + trace + options)
    #expect(result.status == 64, "\(options): \(result.errorText)")
    #expect(result.errorText.contains("Usage:"))
    #expect(result.output.isEmpty)
  }

  @Test("names what is missing, and what cannot be written")
  func files() throws {
    let tool = try SmallHistory.tool()
    for arguments in [
      ["forecast", "absent.csv"], ["forecast", "backtest", "absent.csv"],
      ["forecast", "evaluate", "--train", "absent.csv", "--test", "test.csv"],
      ["forecast", "evaluate", "--train", "train.csv", "--test", "absent.csv"],
    ] {
      let result = try tool.run(arguments)
      #expect(result.status == 66, "\(arguments): \(result.errorText)")
      #expect(result.errorText.contains("absent.csv"))
    }
    for option in ["--output", "--plot"] {
      let result = try tool.run("forecast", "load.csv", option, "load.csv/x")
      #expect(result.status == 73, "\(result.errorText)")
    }
    let result = try tool.run("forecast", "backtest", "load.csv", "--output", "load.csv/x")
    #expect(result.status == 73)
  }

  @Test("follows the clock and the holidays that are asked for")
  func calendar() throws {
    let result = try SmallHistory.tool().run(
      "forecast", "load.csv", "--time-zone", "America/New_York", "--holidays", "us", "--horizon",
      "30d")
    #expect(result.status == 0)
    #expect(result.outputText.contains("2026-12-25 is one of the holidays"))
  }
}

/// What an SVG picture holds.
private final class SVGReader: NSObject, XMLParserDelegate {
  var names: [String] = []
  var title = ""
  var coordinates: [Double] = []

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String] = [:]
  ) {
    names.append(name)
    let numbers = attributes["points"]?.split { $0 == " " || $0 == "," } ?? []
    coordinates += numbers.map { Double($0) ?? .nan }
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if names.last == "title" { title += text }
  }
}
