import Foundation
import TestSupport
import Testing

@Suite("A load trace at a glance")
struct TraceInspectTests {
  /// Quarters of an hour, of which two stretches are missing.
  private static let trace = """
    timestamp,requests
    2026-12-01T00:00:00Z,900
    2026-12-01T00:15:00Z,1800
    2026-12-01T00:45:00Z,900
    2026-12-01T01:00:00Z,900
    2026-12-01T02:00:00Z,450

    """

  private func run(_ arguments: [String]) throws -> Tool.Result {
    let folder = try Scratch()
    try folder.write("load.csv", Self.trace)
    return try Tool(folder: folder).run(["trace", "inspect", "load.csv"] + arguments)
  }

  @Test("says where its gaps are")
  func gaps() throws {
    let result = try run([])
    #expect(result.status == 0)
    #expect(
      result.outputLines.filter { $0.hasPrefix("gap ") } == [
        "gap        2026-12-01T00:30:00Z to 2026-12-01T00:45:00Z, 0.250 h",
        "gap        2026-12-01T01:15:00Z to 2026-12-01T02:00:00Z, 0.750 h",
      ])
  }

  @Test("has a form for programs")
  func json() throws {
    let result = try run(["--format", "json", "--gaps", "hold"])
    let object = try JSONSerialization.jsonObject(with: Data(result.output))
    let facts = try #require(object as? [String: Any])
    #expect(facts["start"] as? String == "2026-12-01T00:00:00Z")
    #expect(facts["end"] as? String == "2026-12-01T02:15:00Z")
    #expect(facts["step_seconds"] as? Int == 900 && facts["intervals"] as? Int == 9)
    #expect(facts["gap_intervals"] as? Int == 4 && facts["gap_hours"] as? Double == 1)
    #expect(facts["gap_rule"] as? String == "hold")
    let gaps = try #require(facts["gaps"] as? [[String: String]])
    #expect(gaps.map { $0["start"] } == ["2026-12-01T00:30:00Z", "2026-12-01T01:15:00Z"])
    // 900 + 1800 + 1800 + 900 + 900 + 3 × 900 + 450.
    #expect(facts["requests"] as? Int == 9450)
    #expect((facts["sha256"] as? String)?.count == 64)
  }

  @Test("a trace without gaps has none")
  func whole() throws {
    let tool = try SmallScenario.tool()
    let result = try tool.run("trace", "inspect", "load.csv", "--format", "json")
    #expect(result.outputText.contains("\"gaps\" : []") || result.outputText.contains("[\n\n  ]"))
  }
}
