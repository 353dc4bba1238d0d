import Foundation
import TestSupport
import Testing

@Suite("Runs with replications")
struct ReplicatedRunTests {
  private static let simulate = [
    "simulate", "small.yaml", "--mode", "fluid", "--replications", "4",
  ]

  private func summary(_ bytes: [UInt8]) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  @Test("describe the first draw in all files, and all draws in replications.csv")
  func files() throws {
    let tool = try SmallScenario.tool()
    let alone = try tool.run("simulate", "small.yaml", "--mode", "fluid", "--output", "one")
    let many = try tool.run(Self.simulate + ["--output", "four", "--threads", "1"])
    #expect(many.status == 0, "\(many.errorText)")
    #expect(alone.outputLines.last != many.outputLines.last)
    for name in SmallScenario.files where name != "replications.csv" && name != "summary.json" {
      #expect(try tool.folder.bytes("one/\(name)") == tool.folder.bytes("four/\(name)"), "\(name)")
    }
    #expect(
      try tool.folder.text("one/replications.csv") == "replication,month,line,cost_usd\r\n")
    let rows = try tool.folder.text("four/replications.csv").components(separatedBy: "\r\n")
    #expect(rows.count == 2 + 4 * 10)
    let first = try summary(try tool.folder.bytes("four/summary.json"))
    let figures = try #require(first["replications"] as? [String: Any])
    #expect(figures["count"] as? Int == 4)
    // The costs of the first draw are those of the bill.
    let total = rows.filter { $0.hasPrefix("0,") }
      .compactMap { $0.split(separator: ",").last.flatMap { Decimal(string: String($0)) } }
      .reduce(0, +)
    let bill = try #require(first["bill"] as? [String: Any])
    #expect(total == (bill["total"] as? String).flatMap { Decimal(string: $0) })
    _ = try tool.run(Self.simulate + ["--output", "again", "--threads", "2"])
    for name in SmallScenario.files {
      #expect(try tool.folder.bytes("again/\(name)") == tool.folder.bytes("four/\(name)"))
    }
  }

  @Test("give finance an interval, from the store and from a folder alike")
  func finance() throws {
    let tool = try SmallScenario.tool()
    _ = try tool.run(Self.simulate + ["--output", "out"])
    let stored = try tool.run("export", "csv", "latest")
    #expect(stored.status == 0, "\(stored.errorText)")
    #expect(stored.output == (try tool.run("export", "csv", "out")).output)
    let rows = stored.outputText.components(separatedBy: "\r\n")
    let cells = try #require(rows.first { $0.contains(",ecs-fargate,") })
      .components(separatedBy: ",")
    let amounts = cells[10...12].compactMap { Decimal(string: $0) }
    #expect(amounts.count == 3)
    if amounts.count == 3 { #expect(amounts[1] <= amounts[0] && amounts[0] <= amounts[2]) }
    #expect(cells[13] == "4")
  }

  @Test("keep the interval at the same prices only")
  func reprice() throws {
    let tool = try SmallScenario.tool()
    let made = try tool.run(Self.simulate + ["--format", "json"])
    let same = try tool.run("runs", "reprice", "latest", "--format", "json")
    #expect(same.output == made.output && same.error.isEmpty)
    let prices = tool.folder.path + "/prices"
    try FileManager.default.copyItem(atPath: Places.root + "/data/prices", toPath: prices)
    let text = try tool.folder.text("prices/us-east-1.json")
    try tool.folder.write(
      "prices/us-east-1.json", text.replacing("\"0.04048\"", with: "\"0.05\""))
    let other = try tool.run(
      "runs", "reprice", "latest", "--prices", "prices", "--format", "json")
    #expect(other.status == 0 && other.errorText.contains("no interval"))
    #expect(try summary(other.output)["replications"] == nil)
    let table = try tool.run("export", "csv", "latest", "--prices", "prices")
    #expect(table.status == 0, "\(table.errorText)")
  }
}
