package import Units

/// Scenarios side by side under the same draws.
package struct Comparison: Sendable {
  /// Sorted by cost, the cheapest first.
  package let rows: [Row]
  package let replications: Int

  /// One scenario; figures are means over the replications.
  package struct Row: Sendable {
    package let scenario: String
    /// By the 730 h rule.
    package let monthlyTotal: Money
    /// Monthly total less the plan's; `nil` for a scenario without a plan.
    package let vsBaseline: Money?
    /// Monthly total less that of the scenario `production`; `nil` where that is not compared.
    package let vsProduction: MoneyInterval?
    /// Of the slowest service, in milliseconds; `nil` when no request arrived.
    package let p95Ms: Double?
    /// Minutes in which a service missed its objective, added over services.
    package let breachMinutes: Double
    /// Failed over offered requests, 0 to 1.
    package let errorRate: Double
    /// Keys of the prices of low confidence that the cost rests on, ascending.
    package let lowConfidencePrices: [String]
  }

  /// Whether any of the scenarios has a plan.
  package var hasPlan: Bool { rows.contains { $0.vsBaseline != nil } }

  /// The name of the scenario that others are compared with.
  package static let reference = "production"

  /// - Parameters:
  ///   - names: of the scenarios, each once.
  ///   - samples: for each scenario its samples by replication, all of one length.
  package init(names: [String], samples: [[ReplicationSample]]) {
    replications = samples.first?.count ?? 0
    let reference = names.firstIndex(of: Self.reference).map { samples[$0] }
    rows = zip(names, samples).map { name, own in
      Row(name, samples: own, reference: reference)
    }.sorted { ($0.monthlyTotal, $0.scenario) < ($1.monthlyTotal, $1.scenario) }
  }
}

extension Comparison.Row {
  init(_ name: String, samples: [ReplicationSample], reference: [ReplicationSample]?) {
    let count = Int64(max(1, samples.count))
    func mean(_ value: (ReplicationSample) -> Double) -> Double {
      samples.reduce(0) { $0 + value($1) } / Double(count)
    }
    scenario = name
    monthlyTotal = Money.mean(of: samples.map(\.monthlyTotal))
    let differences = samples.compactMap { sample in
      sample.planTotal.map { sample.monthlyTotal - $0 }
    }
    vsBaseline = differences.isEmpty ? nil : Money.mean(of: differences)
    vsProduction = reference.map {
      MoneyInterval(of: samples.map(\.monthlyTotal), minus: $0.map(\.monthlyTotal))
    }
    let p95s = samples.compactMap(\.p95Ms)
    p95Ms = p95s.isEmpty ? nil : p95s.reduce(0, +) / Double(p95s.count)
    breachMinutes = mean { Double($0.breachMinutes) }
    lowConfidencePrices = Set(samples.flatMap(\.lowConfidencePrices)).sorted()
    let offered = samples.reduce(0) { $0 + $1.offered }
    errorRate = offered == 0 ? 0 : Double(samples.reduce(0) { $0 + $1.errors }) / Double(offered)
  }
}
