import Foundation
import Scenarios
import Simulation
import TestSupport
import Testing

@Suite("A scenario's canonical text")
struct ResolvedTextTests {
  @Test(
    "is a scenario that reads as the same one: the store re-prices from it",
    arguments: try FileManager.default.contentsOfDirectory(atPath: Places.root + "/scenarios")
      .filter { $0.hasSuffix(".yaml") }.sorted())
  func readsBack(name: String) throws {
    let scenario = try Scenario.load(path: "\(Places.root)/scenarios/\(name)")
    let again = try Scenario.read(Array(scenario.resolvedText.utf8), name: "resolved")
    #expect(again.resolvedText == scenario.resolvedText)
    #expect(again.services.map(\.name) == scenario.services.map(\.name))
    #expect(again.resources.count == scenario.resources.count)
  }

  @Test("keeps the order of services, and no other order")
  func order() throws {
    func text(_ scenario: String) throws -> String {
      try Scenario.read(Array(scenario.utf8), name: "test").resolvedText
    }
    let service = "{cpu: 256, memory: 512, share: 1, min: 1, max: 2, request: {cpu: {mean: 1s}}}"
    let other = "{max: 2, min: 1, share: 1, request: {cpu: {mean: 1000ms}}, memory: 512, cpu: 256}"
    let head = "name: test\nperiod: 2026-12\ntrace: {file: load.csv}\nservices:\n"
    let tail = "trace: {file: load.csv, scale: 1.0}\nperiod: 2026-12\nname: test\n"
    let first = try text(head + "  b: \(service)\n  a: \(service)\n")
    #expect(try text("services:\n  b: \(other)\n  a: \(other)\n" + tail) == first)
    #expect(try text(head + "  a: \(service)\n  b: \(service)\n") != first)
  }
}
