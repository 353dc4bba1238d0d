import Foundation
import Scenarios
import Simulation
import TestSupport
import Testing

@Suite("Shipped scenarios")
struct ShippedScenariosTests {
  @Test(
    "load without a problem",
    arguments: [
      "production", "spot", "reserved-1yr", "reserved-3yr", "savings-plan", "arm", "step-scaling",
      "launch-day", "az-outage",
    ])
  func load(name: String) throws {
    let scenario = try Scenario.load(path: "\(Places.root)/scenarios/\(name).yaml")
    #expect(scenario.name == name)
    #expect(scenario.services.map(\.name) == ["nav-engine", "analytics-hub", "compliance-engine"])
    #expect(scenario.services.allSatisfy { $0.minTasks == 2 && $0.maxTasks == 10 })
  }

  @Test("the examples of the documentation load", arguments: ["predictive", "dynamic-only"])
  func examples(name: String) throws {
    let scenario = try Scenario.load(path: "\(Places.root)/docs/scenarios/\(name).yaml")
    #expect(scenario.name == name)
    #expect(scenario.services.allSatisfy { $0.policies.count == (name == "predictive" ? 2 : 1) })
  }

  @Test("the documents are generated from the schema and fresh")
  func documents() throws {
    let schema = try String(
      contentsOfFile: Places.root + "/docs/scenario.schema.json", encoding: .utf8)
    let keys = try String(contentsOfFile: Places.root + "/docs/scenario.md", encoding: .utf8)
    #expect(schema == ScenarioDocuments.jsonSchema)
    #expect(keys == ScenarioDocuments.markdown)
  }

  @Test("the resolved text is a scenario again", arguments: ["production", "reserved-1yr"])
  func resolvedText(name: String) throws {
    let scenario = try Scenario.load(path: "\(Places.root)/scenarios/\(name).yaml")
    let again = try Scenario.read(
      Array(scenario.resolvedText.utf8), name: "\(Places.root)/scenarios/resolved.json")
    #expect(again.resolvedText == scenario.resolvedText)
    #expect(again.services.map(\.name) == scenario.services.map(\.name))
    #expect(again.commitments == scenario.commitments)
  }
}
