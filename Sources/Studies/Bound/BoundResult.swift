package import Billing
internal import Ledger
internal import Scenarios
package import Simulation
package import Units

/// The bound of every service, in money at on-demand list price.
package struct BoundResult: Sendable {
  package struct Entry: Sendable {
    package let bound: ServiceBound
    package let policyCost: Money
    package let boundCost: Money
    package let fullServiceCost: Money
  }

  /// In the scenario's order.
  package let entries: [Entry]
  /// Keys of the prices of low confidence that the costs rest on, ascending.
  package let lowConfidencePrices: [String]

  package var policyCost: Money { entries.reduce(.zero) { $0 + $1.policyCost } }
  package var boundCost: Money { entries.reduce(.zero) { $0 + $1.boundCost } }
  package var fullServiceCost: Money { entries.reduce(.zero) { $0 + $1.fullServiceCost } }

  /// What the policies cost over what was possible; `nil` where nothing was needed.
  package var ratio: Double? {
    boundCost > .zero ? policyCost.approximateDollars / boundCost.approximateDollars : nil
  }

  /// Prices bounds; Spot and commitments would change both sides alike and are left out.
  ///
  /// - Throws: `InputError.invalid` where a price is missing.
  package init(
    services: [(configuration: ServiceConfiguration, bound: ServiceBound)], prices: PriceList
  ) throws(InputError) {
    var lookup = PriceLookup(prices: prices)
    var entries: [Entry] = []
    var weak: Set<String> = []
    for (service, bound) in services {
      func cost(_ seconds: Int64) -> Money {
        Self.cost(of: service, seconds: seconds, lookup: &lookup, weak: &weak)
      }
      entries.append(
        Entry(
          bound: bound, policyCost: cost(bound.policySeconds), boundCost: cost(bound.boundSeconds),
          fullServiceCost: cost(bound.fullServiceSeconds)))
    }
    guard lookup.problems.isEmpty else { throw .invalid(lookup.problems) }
    self.entries = entries
    lowConfidencePrices = weak.sorted()
  }

  private static func cost(
    of service: ServiceConfiguration, seconds: Int64, lookup: inout PriceLookup,
    weak: inout Set<String>
  ) -> Money {
    let variant = service.architecture.rawValue
    let parts: [(MeterID, String, Int)] = [
      (.fargateCPU, "fargate.\(variant).vcpu", service.cpuUnits),
      (.fargateMemory, "fargate.\(variant).gb", service.memoryMB),
    ]
    var total = Money.zero
    for (meter, sku, size) in parts {
      let key = MeterKey(
        meter, resource: service.name, variant: variant, region: service.region)
      guard let (price, divisor) = lookup.price(SKUName(sku), for: key),
        let tier = price.tiers.first
      else { continue }
      if price.confidence.isWeak { weak.insert(price.key) }
      total =
        total
        + tier.price.cost(
          of: Int128(seconds) * 1000 * Int128(size), unitsPerPrice: divisor.inMonth(ofHours: 730))
    }
    return total
  }
}

extension RunPlan {
  /// Simulates, and bounds every service of the scenario.
  ///
  /// - Throws: `InputError.invalid` where a price is missing.
  package func bounds(target: Double?, threads: Int) async throws(InputError) -> BoundResult {
    try scenario.checkBound()
    let run = try await run(threads: threads)
    let bounds = zip(scenario.services, run.services).map { service, outcome in
      (
        configuration: service,
        bound: ServiceBound(
          service: service, initial: outcome.start?.tasks, offered: outcome.timeline.map(\.offered),
          healthy: outcome.timeline.map(\.healthy), taskSeconds: outcome.taskSeconds,
          periodSeconds: period.seconds, target: target)
      )
    }
    return try BoundResult(services: bounds, prices: prices)
  }
}
