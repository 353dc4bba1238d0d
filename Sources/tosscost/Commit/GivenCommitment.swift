import ArgumentParser
import Billing
import Units

/// A commitment on the command line: `compute_savings_plan/1yr/no_upfront/0.47`,
/// `db.r6g.xlarge.multi/3yr/all_upfront/1`, `cache.r6g.large.redis/1yr/no_upfront/4`.
struct GivenCommitment: ExpressibleByArgument {
  let commitments: Commitments

  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4, let term = CommitmentTerm(rawValue: parts[1]),
      let payment = PaymentOption(rawValue: parts[2]),
      let (kind, amount) = Self.read(type: parts[0], amount: parts[3])
    else { return nil }
    commitments = CommitmentOffer(kind, term: term, payment: payment).commitments(amount)
  }

  private static func read(
    type: String, amount: String
  ) -> (CommitmentOffer.Kind, CommitmentAmount)? {
    if type == "compute_savings_plan" {
      guard let spend = UnitPrice(text: amount), spend > .zero else { return nil }
      return (.computeSavingsPlan, .hourly(spend))
    }
    guard let count = Int(amount), (1...10_000).contains(count),
      let dot = type.lastIndex(of: "."), dot != type.startIndex
    else { return nil }
    let name = String(type[..<dot])
    // The command moves it to the Region of the scenario.
    let region = PriceLookup.usualRegion
    switch (type.prefix { $0 != "." }, type[type.index(after: dot)...]) {
    case ("db", "single"), ("db", "multi"):
      let multiAZ = type.hasSuffix(".multi")
      return (
        .reservedInstances(instanceClass: name, multiAZ: multiAZ, region: region), .count(count)
      )
    case ("cache", "redis"), ("cache", "valkey"):
      let engine = String(type[type.index(after: dot)...])
      return (.reservedNodes(nodeType: name, engine: engine, region: region), .count(count))
    default: return nil
    }
  }
}
