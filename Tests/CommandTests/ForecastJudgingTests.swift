import Foundation
import TestSupport
import Testing

@Suite("forecast backtest and forecast evaluate") struct ForecastJudgingTests {
  private static func json(_ result: Tool.Result) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(result.output))
    return try #require(value as? [String: Any])
  }

  @Test("a backtest says the same by origin, by step and on the whole")
  func backtest() throws {
    let tool = try SmallHistory.tool()
    let options = ["forecast", "backtest", "load.csv", "--horizon", "24h", "--origins", "4"]
    let body = try Self.json(tool.run(options + ["--format", "json"]))
    #expect((body["origins"] as? [Any])?.count == 4)
    #expect((body["steps"] as? [Any])?.count == 24)
    #expect((body["coverage"] as? [Any])?.count == 2)
    let skill = try #require(body["skill"] as? Double)
    let mase = try #require(body["mase"] as? Double)
    let day = try #require(body["naive_day_mase"] as? Double)
    let week = try #require(body["naive_week_mase"] as? Double)
    // Weekends are known after three weeks: the day before is no forecast of a Monday.
    #expect(week < day && mase < 2 * week && abs(1 - mase / week - skill) < 1e-9)
    for key in ["origins", "steps"] {
      let parts = try #require(body[key] as? [[String: Any]])
      let errors = try parts.map { try #require($0["mase"] as? Double) }
      #expect(abs(errors.reduce(0, +) / Double(errors.count) - mase) < 1e-9)
    }
    let table = try tool.run(options)
    #expect(table.status == 0)
    #expect(table.outputText.contains("skill: ") && table.outputText.contains("coverage of the 80"))
    let written = try tool.run(options + ["--output", "page.txt"])
    #expect(written.output.isEmpty)
    #expect(try tool.folder.bytes("page.txt") == table.output)
  }

  @Test("a backtest of what cannot be told is refused or remarked on")
  func hardBacktests() throws {
    let tool = try SmallHistory.tool()
    try tool.folder.write("constant.csv", SmallHistory.csv(hours: 600) { _ in "7" })
    try tool.folder.write("short.csv", SmallHistory.csv(hours: 97))
    try tool.folder.write("weeks.csv", SmallHistory.csv(hours: 300))
    let constant = try tool.run("forecast", "backtest", "constant.csv")
    #expect(constant.status == 65 && constant.errorText.contains("no scale"))
    let short = try tool.run("forecast", "backtest", "short.csv")
    #expect(short.status == 65 && short.errorText.contains("too short for a backtest"))
    let weeks = try tool.run("forecast", "backtest", "weeks.csv", "--origins", "3")
    #expect(weeks.status == 0 && weeks.outputText.contains("the history is short"))
    #expect(try tool.run("forecast", "backtest", "load.csv", "--origins", "0").status == 64)
  }

  private static let keys = [
    "blas_core", "coverage80", "coverage95", "cpu_seconds", "horizon", "interval_cpu_seconds",
    "mase", "msis95", "naive2_mase", "naive2_smape", "owa", "series", "smape", "wall_seconds",
  ]

  @Test("an evaluation prints every score, and none of intervals for a method without them")
  func evaluate() throws {
    let tool = try SmallHistory.tool()
    let files = ["forecast", "evaluate", "--train", "train.csv", "--test", "test.csv"]
    let body = try Self.json(tool.run(files + ["--season", "24", "--format", "json"]))
    #expect(body.keys.sorted() == Self.keys)
    #expect(body["series"] as? Int == 2 && body["horizon"] as? Int == 48)
    for key in Self.keys where key != "blas_core" {
      #expect(try #require(body[key] as? Double, "\(key)").isFinite)
    }
    let table = try tool.run(files)
    #expect(table.status == 0 && table.outputText.contains("MSIS 95 %"))
    for method in ["seasonal-naive", "naive2"] {
      let naive = try Self.json(tool.run(files + ["--method", method, "--format", "json"]))
      #expect(naive.keys.sorted() == Self.keys)
      for key in ["msis95", "coverage80", "coverage95"] { #expect(naive[key] is NSNull) }
      let page = try tool.run(files + ["--method", method]).outputText
      #expect(page.contains("none: no intervals"))
    }
  }

  @Test("an evaluation may hold values out of the histories, and combine in other ways")
  func holdOut() throws {
    let tool = try SmallHistory.tool()
    for way in ["weighted-median", "median", "trimmed-mean", "weighted-mean", "stacking"] {
      let result = try tool.run(
        "forecast", "evaluate", "--train", "train.csv", "--hold-out", "24", "--combination", way,
        "--format", "json")
      #expect(result.status == 0, "\(way): \(result.errorText)")
      let body = try Self.json(result)
      #expect(body["horizon"] as? Int == 24)
      #expect(try #require(body["owa"] as? Double) < 1.5, "\(way)")
    }
  }

  @Test("an evaluation refuses what does not fit together")
  func wrongEvaluations() throws {
    let tool = try SmallHistory.tool()
    try tool.folder.write("other.csv", SmallHistory.table([("A", [1, 2]), ("C", [1, 2, 3])]))
    let files = ["forecast", "evaluate", "--train", "train.csv"]
    for options in [
      [], ["--test", "test.csv", "--hold-out", "24"], ["--hold-out", "0"],
      ["--test", "test.csv", "--season", "0"], ["--test", "test.csv", "--method", "best"],
      ["--hold-out", "24", "--combination", "mode"],
    ] {
      let result = try tool.run(files + options)
      #expect(result.status == 64, "\(options): \(result.errorText)")
    }
    let apart = try tool.run(files + ["--test", "other.csv"])
    #expect(apart.status == 65)
    #expect(apart.errorText.contains("series B is absent"))
    #expect(apart.errorText.contains("series C is absent"))
    let long = try tool.run(files + ["--hold-out", "400"])
    #expect(long.status == 65 && long.errorText.contains("series A has 360 values"))
  }
}
