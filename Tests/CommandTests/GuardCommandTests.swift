import Foundation
import TestSupport
import Testing

@Suite("The guard, from the command line")
struct GuardCommandTests {
  private static let record = [
    "guard", "record", "small.yaml", "--mode", "fluid", "--baseline", "guard.json",
  ]
  private static let check = ["guard", "check", "small.yaml", "--baseline", "guard.json"]
  private static let mending = "record it again: tosscost guard record small.yaml"

  /// A folder with a recording of the small scenario.
  private func recorded() throws -> Tool {
    let tool = try SmallScenario.tool()
    let result = try tool.run(Self.record)
    #expect(result.status == 0, "\(result.errorText)")
    #expect(result.output.isEmpty)
    return tool
  }

  private func edit(_ tool: Tool, _ file: String, _ old: String, _ new: String) throws {
    let text = try tool.folder.text(file)
    #expect(text.contains(old), "\(file) has no \(old)")
    try tool.folder.write(file, text.replacing(old, with: new))
  }

  @Test("recorded twice, with one thread and with two, the file has the same bytes and is small")
  func reproducible() throws {
    let tool = try recorded()
    let first = try tool.folder.bytes("guard.json")
    for threads in ["1", "2"] {
      _ = try tool.run(Self.record + ["--threads", threads])
      #expect(try tool.folder.bytes("guard.json") == first)
    }
    #expect(first.count < 40_000)
  }

  @Test("an unchanged scenario passes, a dearer one is a regression with its causes")
  func verdicts() throws {
    let tool = try recorded()
    let same = try tool.run(Self.check)
    #expect(same.status == 0 && same.error.isEmpty, "\(same.errorText)")
    #expect(same.outputText.hasPrefix("Pass: +$0.00 a month (0.0 %) for small\n"))
    try edit(tool, "small.yaml", "min: 1", "min: 4")
    let dearer = try tool.run(Self.check)
    #expect(dearer.status == 1)
    #expect(dearer.outputText.hasPrefix("Regression: +$"))
    #expect(dearer.outputText.contains("Lines that moved: ecs-fargate +$"))
    #expect(dearer.outputText.contains("price change +$0.00"))
    #expect(dearer.outputLines.allSatisfy { $0.count <= 80 })
  }

  @Test("a scenario is known by its name, not by its file")
  func name() throws {
    let tool = try recorded()
    try tool.folder.write("moved/other.yaml", SmallScenario.text)
    try tool.folder.write("moved/load.csv", SmallScenario.load)
    try tool.folder.write("moved/toss.json", SmallScenario.plan())
    let moved = try tool.run("guard", "check", "moved/other.yaml", "--baseline", "guard.json")
    #expect(moved.status == 0, "\(moved.errorText)")
  }

  @Test(
    "another schema, seed, number of replications or mode is 65 with what differs and what mends",
    arguments: [
      (["tosscost-guard-baseline/1", "tosscost-guard-baseline/2"], [], "its schema is"),
      ([], ["--seed", "2"], "its root seed is 1, asked for is 2"),
      ([], ["--replications", "4"], "it has 8 replications, asked for are 4"),
      (["\"root\" : 1", "\"root\" : \"one\""], [], "a value is missing or of another kind"),
      (["\"replications\" : 8", "\"replications\" : 9"], [], "samples where"),
      (["\"name\" : \"small\"", "\"name\" : \"large\""], [], "it has no scenario named small"),
      ([], ["--mode", "request"], "was recorded in fluid mode, asked for is request"),
    ] as [([String], [String], String)])
  func incomparable(change: [String], options: [String], sentence: String) throws {
    let tool = try recorded()
    if let old = change.first, let new = change.last {
      try edit(tool, "guard.json", old, new)
    }
    let result = try tool.run(Self.check + options)
    #expect(result.status == 65, "\(result.errorText)")
    #expect(result.output.isEmpty)
    #expect(result.errorText.contains(sentence), "\(result.errorText)")
    #expect(result.errorText.contains(Self.mending))
  }

  @Test("the command that mends is one that works")
  func mendingWorks() throws {
    let tool = try recorded()
    let refused = try tool.run(Self.check + ["--replications", "4"])
    let command = try #require(refused.errorText.components(separatedBy: "again: ").last)
    let words = command.split(whereSeparator: \.isWhitespace).dropFirst().map(String.init)
    #expect(try tool.run(words).status == 0)
    #expect(try tool.run(Self.check + ["--replications", "4"]).status == 0)
  }

  @Test("another version of the tool is a warning")
  func otherVersion() throws {
    let tool = try recorded()
    let text = try tool.folder.text("guard.json")
    let old = text.replacing(/"tool_version" : "[^"]*"/, with: "\"tool_version\" : \"0.0.1\"")
    try tool.folder.write("guard.json", old)
    let result = try tool.run(Self.check)
    #expect(result.status == 0)
    #expect(result.errorText.hasPrefix("warning: small: recorded by tosscost 0.0.1, checked by"))
  }

  @Test("a changed load is a cause of its own, but only while the old trace is there")
  func causes() throws {
    let tool = try recorded()
    try edit(tool, "small.yaml", "file: load.csv", "file: more.csv")
    try edit(tool, "small.yaml", "min: 1", "min: 4")
    try tool.folder.write("more.csv", SmallScenario.load.replacing(",60\n", with: ",90\n"))
    let both = try tool.run(Self.check).outputText.replacing(/\s+/, with: " ")
    #expect(both.contains("configuration change") && both.contains("load change"))
    try FileManager.default.removeItem(atPath: tool.folder.path + "/load.csv")
    let merged = try tool.run(Self.check).outputText.replacing(/\s+/, with: " ")
    #expect(
      merged.contains("configuration and load together")
        && merged.contains("cannot be told apart without the old trace"))
  }

  @Test("undecided is 0 with a warning, and 1 with --strict")
  func undecided() throws {
    let tool = try recorded()
    // A budget at the mean of the recording itself cannot be decided.
    let object = try JSONSerialization.jsonObject(with: Data(tool.folder.bytes("guard.json")))
    let scenario = (object as? [String: Any])?["scenarios"] as? [[String: Any]]
    let metrics = try #require(scenario?.first?["metrics"] as? [[String: Any]])
    let cost = try #require(metrics.first { $0["name"] as? String == "monthly_cost" })
    let mean = try #require(cost["mean"] as? Double)
    try tool.folder.write(
      "tosscost-guard.yaml", "metrics: {monthly_cost: {most: {deny: \(mean)}}}\n")
    let arguments = Self.check + ["--max-replications", "8"]
    let lenient = try tool.run(arguments)
    #expect(lenient.status == 0, "\(lenient.outputText)")
    #expect(lenient.outputText.hasPrefix("Inconclusive: "))
    #expect(lenient.errorText.contains("warning: small: monthly_cost/most is undecided"))
    let strict = try tool.run(arguments + ["--strict"])
    #expect(strict.status == 1)
    #expect(strict.errorText.contains("error: small: monthly_cost/most is undecided"))
  }

  @Test("on GitHub it annotates the place of the limit and appends a summary")
  func gitHub() throws {
    var tool = try recorded()
    try tool.folder.write(
      "tosscost-guard.yaml", "metrics:\n  monthly_cost:\n    most: {deny: 1}\n")
    try tool.folder.write("summary.md", "before\n")
    tool.environment = ["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": "summary.md"]
    let result = try tool.run(Self.check)
    #expect(result.status == 1)
    #expect(
      result.outputText.contains(
        "\n::error file=tosscost-guard.yaml,line=2,title=small%3A regression::Monthly cost, USD:"))
    let summary = try tool.folder.text("summary.md")
    #expect(summary.hasPrefix("before\n**Regression: +$0.00 a month"))
    #expect(summary.hasSuffix("<!-- tosscost-guard -->\n"))
  }

  @Test("wrong arguments are 64, a missing recording 66, a report that cannot be written 73")
  func exitCodes() throws {
    let tool = try recorded()
    #expect(try tool.run("guard", "check", "small.yaml").status == 64)
    #expect(try tool.run(Self.record + ["--replications", "1"]).status == 64)
    #expect(try tool.run(Self.check + ["--threads", "0"]).status == 64)
    let missing = try tool.run("guard", "check", "small.yaml", "--baseline", "absent.json")
    #expect(missing.status == 66 && missing.errorText.contains("absent.json"))
    let unwritable = try tool.run(Self.check + ["--junit", "load.csv/guard.xml"])
    #expect(unwritable.status == 73)
  }

  @Test("problems of several scenarios are told together")
  func severalProblems() throws {
    let tool = try recorded()
    try tool.folder.write("a.yaml", "extends: small.yaml\nname: a\nservices: {web: {mn: 2}}\n")
    try tool.folder.write("b.yaml", "extends: small.yaml\nname: b\nservices: {web: {max: x}}\n")
    let result = try tool.run("guard", "check", "a.yaml", "b.yaml", "--baseline", "guard.json")
    #expect(result.status == 65)
    #expect(result.errorLines.contains { $0.hasPrefix("a.yaml:3:") })
    #expect(result.errorLines.contains { $0.hasPrefix("b.yaml:3:") })
  }
}
