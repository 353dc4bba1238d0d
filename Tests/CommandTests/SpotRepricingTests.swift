import Foundation
import TestSupport
import Testing
import Units

@Suite("A Spot run that is priced anew")
struct SpotRepricingTests {
  private func saving(_ result: Tool.Result) throws -> (saving: Money, total: Money) {
    try #require(result.status == 0, "\(result.errorText)")
    let summary = try #require(
      JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any])
    let spot = try #require(summary["spot"] as? [String: Any])
    let bill = try #require(summary["bill"] as? [String: Any])
    func money(_ value: Any?) throws -> Money {
      try #require((value as? String).flatMap { Money(text: $0) })
    }
    return (try money(spot["saving"]), try money(bill["total"]))
  }

  @Test("saves what it saves at those prices") func saving() throws {
    let tool = try SmallScenario.tool()
    try tool.folder.write(
      "spot.yaml",
      """
      extends: small.yaml
      name: spot
      services:
        web: {capacity_provider_strategy: [{capacity_provider: FARGATE_SPOT, weight: 1}]}

      """)
    let made = try tool.run("simulate", "spot.yaml", "--format", "json")
    let own = try saving(made)
    #expect(own.saving > .zero)
    let same = try tool.run("runs", "reprice", "latest", "--format", "json")
    #expect(same.output == made.output)

    try FileManager.default.copyItem(
      atPath: Places.root + "/data/prices", toPath: tool.folder.path + "/prices")
    let text = try tool.folder.text("prices/us-east-1.json")
    let key = try #require(text.range(of: "\"fargate_spot.x86.vcpu\""))
    let price = try #require(
      text.range(
        of: #""price": "[0-9.]+""#, options: .regularExpression,
        range: key.upperBound..<text.endIndex))
    try tool.folder.write(
      "prices/us-east-1.json", text.replacingCharacters(in: price, with: "\"price\": \"0.001\""))
    let cheap = try saving(
      tool.run("runs", "reprice", "latest", "--prices", "prices", "--format", "json"))
    // On demand costs the same, so that what the bill falls by is saved in addition.
    #expect(cheap.saving - own.saving == own.total - cheap.total && cheap.total < own.total)
  }
}
