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
    /// Monthly total less the plan's.
    package let vsBaseline: Money
    /// Monthly total less that of the scenario `production`; `nil` where that is not compared.
    package let vsProduction: Difference?
    /// Of the slowest service, in milliseconds; `nil` when no request arrived.
    package let p95Ms: Double?
    /// Minutes in which a service missed its objective, added over services.
    package let breachMinutes: Double
    /// Failed over offered requests, 0 to 1.
    package let errorRate: Double
  }

  /// A paired difference with its 95 % interval over replications.
  package struct Difference: Sendable {
    package let mean: Money
    /// `nil` with one replication.
    package let low: Money?
    package let high: Money?
  }

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
    vsBaseline = Money.mean(of: samples.map { $0.monthlyTotal - $0.baselineTotal })
    vsProduction = reference.map {
      Comparison.Difference(of: samples.map(\.monthlyTotal), minus: $0.map(\.monthlyTotal))
    }
    let p95s = samples.compactMap(\.p95Ms)
    p95Ms = p95s.isEmpty ? nil : p95s.reduce(0, +) / Double(p95s.count)
    breachMinutes = mean { Double($0.breachMinutes) }
    let offered = samples.reduce(0) { $0 + $1.offered }
    errorRate = offered == 0 ? 0 : Double(samples.reduce(0) { $0 + $1.errors }) / Double(offered)
  }
}

extension Comparison.Difference {
  /// The mean is exact; the interval's ends are statistics.
  init(of a: [Money], minus b: [Money]) {
    mean = Money.mean(of: zip(a, b).map { $0 - $1 })
    let interval = MeanInterval(
      of: a.map(\.approximateDollars), minus: b.map(\.approximateDollars))
    low = interval.low.map { Money(approximateDollars: $0, rounding: .down) }
    high = interval.high.map { Money(approximateDollars: $0, rounding: .up) }
  }
}

extension Money {
  /// Rounded half-even to 10⁻¹² USD; zero of none.
  static func mean(of amounts: [Money]) -> Money {
    amounts.reduce(.zero, +).scaled(by: 1, over: Int64(max(1, amounts.count)))
  }

  /// A statistic as an amount, to whole 10⁻⁴ USD.
  init(approximateDollars dollars: Double, rounding: FloatingPointRoundingRule) {
    self.init(trillionths: Int128((dollars * 10_000).rounded(rounding)) * 100_000_000)
  }
}
