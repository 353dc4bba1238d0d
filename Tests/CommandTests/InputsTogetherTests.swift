import Foundation
import TestSupport
import Testing

@Suite("Problems of several inputs")
struct InputsTogetherTests {
  private func tool() throws -> Tool {
    let tool = try SmallScenario.tool()
    try tool.folder.write("wrong.yaml", SmallScenario.text + "peroid: 2026-12\n")
    try tool.folder.write("load.csv", "timestamp,requests\n2026-12-01T14:00:00Z,many\n")
    return tool
  }

  @Test("a wrong scenario and its trace are told in one go", arguments: ["simulate", "bound"])
  func own(command: String) throws {
    let result = try tool().run(command, "wrong.yaml")
    #expect(result.status == 65)
    #expect(result.errorLines.count == 2, "\(result.errorText)")
    #expect(result.errorText.contains("wrong.yaml:21:1: "))
    #expect(result.errorText.contains("load.csv:2:22: "))
  }

  @Test("so is a trace of the command line, also one that is not there")
  func given() throws {
    let tool = try tool()
    try tool.folder.write("other.csv", "timestamp,requests\n")
    let wrong = try tool.run("simulate", "wrong.yaml", "--trace", "other.csv")
    #expect(wrong.status == 65)
    for place in ["wrong.yaml:21:1: ", "other.csv"] { #expect(wrong.errorText.contains(place)) }
    let absent = try tool.run("simulate", "wrong.yaml", "--trace", "absent.csv")
    #expect(absent.status == 65)
    for place in ["wrong.yaml:21:1: ", "absent.csv"] {
      #expect(absent.errorText.contains(place))
    }
  }

  @Test("scenarios that are compared are told together")
  func compared() throws {
    let tool = try tool()
    try tool.folder.write(
      "other.yaml", "extends: wrong.yaml\nname: other\nservices: {web: {a: 1}}\n")
    let result = try tool.run("compare", "wrong.yaml", "other.yaml")
    #expect(result.status == 65)
    #expect(result.errorText.contains("wrong.yaml:21:1: "))
    #expect(result.errorText.contains("other.yaml:3:"))
    // What both have in common is said once.
    #expect(result.errorLines.filter { $0.contains("load.csv:2:22: ") }.count == 1)
  }
}
