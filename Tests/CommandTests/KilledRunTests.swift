import Foundation
import TestSupport
import Testing

@Suite("Killed runs")
struct KilledRunTests {
  /// Starts `simulate` with `arguments` and kills it after `delay`.
  private func kill(_ tool: Tool, _ arguments: [String], after delay: Double) throws {
    let process = try tool.start(
      ["simulate"] + arguments, output: .nullDevice, error: .nullDevice)
    Thread.sleep(forTimeInterval: delay)
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  @Test("killed while it simulates, a run leaves an empty folder and the store as it was")
  func whileSimulating() throws {
    let tool = try SmallScenario.tool()
    let before = try tool.run("simulate", "small.yaml")
    // Some hundred million requests a minute: it cannot have ended.
    try kill(tool, ["small.yaml", "--output", "out", "--scale", "1000000"], after: 1)
    #expect(tool.folder.names(in: "out").isEmpty)
    let list = try tool.run("runs", "list")
    #expect(list.status == 0)
    #expect(list.outputLines.count == 3)
    #expect(try tool.run("runs", "show", "latest").status == before.status)
    #expect(try tool.run("simulate", "small.yaml", "--seed", "2").status == 0)
  }

  @Test("killed at any moment, a run leaves whole files or none", arguments: 0..<6)
  func atAnyMoment(step: Int) throws {
    let tool = try SmallScenario.tool()
    _ = try tool.run("simulate", "small.yaml", "--output", "whole", "--store", "none")
    try kill(tool, ["small.yaml", "--output", "out"], after: 0.05 + 0.06 * Double(step))
    for name in tool.folder.names(in: "out") {
      #expect(SmallScenario.files.contains(name))
      #expect(try tool.folder.bytes("out/\(name)") == tool.folder.bytes("whole/\(name)"))
    }
    let again = try tool.run("simulate", "small.yaml", "--output", "out")
    #expect(again.status == 0, "\(again.errorText)")
    #expect(tool.folder.names(in: "out") == SmallScenario.files)
    #expect(try tool.run("runs", "list").outputLines.count == 3)
  }
}
