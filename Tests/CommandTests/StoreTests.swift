import Foundation
import TestSupport
import Testing

@Suite("The store of runs, from the command line")
struct StoreTests {
  private func run(_ tool: Tool, _ arguments: String...) throws -> String {
    let result = try tool.run(["simulate"] + arguments)
    #expect(result.status == 0, "\(result.errorText)")
    return String(try #require(result.outputLines.last))
  }

  @Test("the same question is the same run, stored once; another seed, scale or period is another")
  func identity() throws {
    let tool = try SmallScenario.tool()
    let first = try run(tool, "small.yaml")
    #expect(try run(tool, "small.yaml", "--threads", "1") == first)
    #expect(try run(tool, "small.yaml", "--output", "out", "--seed", "1") == first)
    let others = [
      try run(tool, "small.yaml", "--seed", "2"), try run(tool, "small.yaml", "--scale", "1.5"),
      try run(tool, "small.yaml", "--period", "2026-12-01T14:00Z/2026-12-01T15:00Z"),
    ]
    #expect(Set(others + [first]).count == 4)
    let list = try tool.run("runs", "list")
    #expect(list.status == 0)
    for name in others + [first] {
      #expect(list.outputLines.filter { $0.contains(name) }.count == 1)
    }
  }

  @Test("another order of keys, other comments and an inherited file ask the same question")
  func sameQuestion() throws {
    let tool = try SmallScenario.tool()
    let first = try run(tool, "small.yaml")
    try tool.folder.write("derived.yaml", "extends: small.yaml\n")
    #expect(try run(tool, "derived.yaml") == first)
    let parts = SmallScenario.text.components(separatedBy: "\n")
    let reordered = (["# The same, said otherwise."] + parts[1...] + [parts[0]])
      .joined(separator: "\n")
      .replacingOccurrences(of: "cpu: 256\n    memory: 512", with: "memory: 512\n    cpu: 256")
      .replacingOccurrences(of: "scale_in_cooldown: 60s", with: "scale_in_cooldown: 1m")
    try tool.folder.write("reordered.yaml", reordered)
    #expect(try run(tool, "reordered.yaml") == first)
    try tool.folder.write("changed.yaml", "extends: small.yaml\nservices: {web: {max: 7}}\n")
    #expect(try run(tool, "changed.yaml") != first)
  }

  @Test("a run is named by latest, by itself or by four or more of its first digits")
  func references() throws {
    let tool = try SmallScenario.tool()
    let first = try run(tool, "small.yaml")
    let second = try run(tool, "small.yaml", "--seed", "2")
    for (reference, expected) in [
      ("latest", second), (first, first), (String(first.prefix(6)), first),
      (second.uppercased(), second),
    ] {
      let shown = try tool.run("runs", "show", reference, "--format", "json")
      #expect(shown.outputText.contains("\"run\" : \"\(expected)\""))
    }
    #expect(try tool.run("runs", "show", String(first.prefix(3))).status == 65)
    #expect(try tool.run("runs", "show", "0000").status == 66)
    #expect(try tool.run("runs", "show", "no-run").status == 65)
  }

  @Test("--store none writes no store, and --store PATH writes that one")
  func places() throws {
    let tool = try SmallScenario.tool()
    _ = try run(tool, "small.yaml", "--store", "none")
    #expect(!FileManager.default.fileExists(atPath: tool.folder.path + "/state"))
    _ = try run(tool, "small.yaml", "--store", "here/runs.sqlite")
    #expect(tool.folder.names(in: "here") == ["runs.sqlite"])
    #expect(try tool.run("runs", "list").status == 66)
    _ = try run(tool, "small.yaml")
    #expect(tool.folder.names(in: "state/tosscost") == ["runs.sqlite"])
  }

  @Test("an edited price list changes money only, and needs neither trace nor scenario file")
  func reprice() throws {
    var tool = try SmallScenario.tool()
    let first = try run(tool, "small.yaml", "--output", "out")
    for name in ["small.yaml", "load.csv"] {
      try FileManager.default.removeItem(atPath: "\(tool.folder.path)/\(name)")
    }
    let same = try tool.run("runs", "reprice", "latest", "--format", "json")
    #expect(same.output == (try tool.folder.bytes("out/summary.json")))
    try editedPrices(in: tool.folder)
    tool.environment["NO_COLOR"] = "1"
    let edited = try tool.run(
      "runs", "reprice", first, "--prices", "edited", "--format", "json")
    #expect(edited.status == 0, "\(edited.errorText)")
    let before = try object(same.output)
    let after = try object(edited.output)
    for key in ["services", "period", "trace", "seed", "mode", "scenario"] {
      #expect((before[key] as? NSObject) == (after[key] as? NSObject), "\(key)")
    }
    for key in ["run", "catalogue", "bill"] {
      #expect((before[key] as? NSObject) != (after[key] as? NSObject), "\(key)")
    }
    // Twice the price of a vCPU is once more the cost of all vCPUs.
    func line(_ summary: [String: Any]) throws -> Decimal {
      let bill = try #require(summary["bill"] as? [String: Any])
      let lines = try #require(bill["lines"] as? [[String: Any]])
      return try #require((lines.first?["cost"] as? String).flatMap { Decimal(string: $0) })
    }
    let rows = try tool.folder.text("out/bill.csv").components(separatedBy: "\r\n")
      .map { $0.components(separatedBy: ",") }
    let vCPU = rows.filter { $0.count > 5 && $0[0] == "ecs-fargate" && $0[1].contains("vcpu") }
    #expect(!vCPU.isEmpty)
    let added = vCPU.compactMap { Decimal(string: $0[5]) }.reduce(0, +)
    #expect(abs(try line(after) - line(before) - added) < Decimal(string: "0.000001")!)
  }

  private func object(_ bytes: [UInt8]) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(bytes))
    return try #require(object as? [String: Any])
  }

  /// The shipped price list with the vCPU hour of Fargate at twice its price.
  private func editedPrices(in folder: Scratch) throws {
    for name in ["us-east-1.json", "us-west-2.json", "global.json"] {
      let path = "\(Places.root)/data/prices/\(name)"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let edited = text.replacingOccurrences(of: "\"0.04048\"", with: "\"0.08096\"")
      try folder.write("edited/\(name)", edited)
    }
  }
}
