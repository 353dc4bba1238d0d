package import Studies
internal import Units

/// What scaling cost against the cheapest schedule that foresight allows.
package enum BoundReport {
  /// `{policy_cost, bound_cost, ratio, …}`; money as decimal strings.
  package static func json(_ result: BoundResult) throws -> [UInt8] {
    let document = Document(
      schemaVersion: 1, policyCost: result.policyCost.description,
      boundCost: result.boundCost.description, ratio: result.ratio.map(rounded),
      fullServiceCost: result.fullServiceCost.description,
      services: result.entries.map(Service.init),
      lowConfidencePrices: result.lowConfidencePrices)
    return try SnakeCaseJSON.bytes(document)
  }

  private static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }

  private struct Document: Encodable {
    let schemaVersion: Int
    let policyCost: String
    let boundCost: String
    let ratio: Double?
    let fullServiceCost: String
    let services: [Service]
    let lowConfidencePrices: [String]
  }

  private struct Service: Encodable {
    let name: String
    let policyCost: String
    let boundCost: String
    let ratio: Double?
    let fullServiceCost: String
    let policyTaskSeconds: Int64
    let boundTaskSeconds: Int64
    let shortMinutes: Int
    let utilisationTarget: Double

    init(_ entry: BoundResult.Entry) {
      name = entry.bound.name
      policyCost = entry.policyCost.description
      boundCost = entry.boundCost.description
      ratio = entry.bound.ratio.map(BoundReport.rounded)
      fullServiceCost = entry.fullServiceCost.description
      policyTaskSeconds = entry.bound.policySeconds
      boundTaskSeconds = entry.bound.boundSeconds
      shortMinutes = entry.bound.shortMinutes
      utilisationTarget = entry.bound.utilisationTarget
    }
  }

  package static func lines(_ result: BoundResult, style: TerminalStyle) -> [String] {
    var table = TextTable([
      .text("Service"), .number("policy $"), .number("bound $"), .number("ratio"),
      .number("always $"), .number("short min"),
    ])
    for entry in result.entries {
      table.add([
        entry.bound.name, Figures.dollars(entry.policyCost), Figures.dollars(entry.boundCost),
        Figures.fixed(entry.bound.ratio, decimals: 3), Figures.dollars(entry.fullServiceCost),
        String(entry.bound.shortMinutes),
      ])
    }
    table.addRule()
    table.add([
      "all" + LowConfidence.mark(!result.lowConfidencePrices.isEmpty),
      Figures.dollars(result.policyCost), Figures.dollars(result.boundCost),
      Figures.fixed(result.ratio, decimals: 3), Figures.dollars(result.fullServiceCost), "",
    ])
    let targets = result.entries.map {
      "\($0.bound.name) \(Figures.fixed($0.bound.utilisationTarget, decimals: 0)) %"
    }
    let note =
      "bound: the cheapest tasks, known in advance, that held the CPU target ("
      + targets.joined(separator: ", ")
      + ") wherever the policy held it, and were as many elsewhere; always: that held it in every"
      + " minute; short min: minutes in which the policy did not. Fargate on demand, without Spot and"
      + " commitments"
    return table.lines(style: style)
      + LowConfidence.note(result.lowConfidencePrices)
      + wrapped(note.safeForTerminal, indent: "  ").map { style.paint($0, .faint) }
  }
}
