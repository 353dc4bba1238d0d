internal import Digests
internal import Scenarios
package import Units
internal import Workload

/// What `guard record` writes and a check compares with: one file, committed beside the scenarios.
///
/// Property names are its keys in camel case; keys are sorted when it is written, and nothing in it
/// depends on the machine or the hour, so that recording the same again gives the same bytes.
package struct GuardBaseline: Sendable, Hashable, Codable {
  package static let currentSchema = "tosscost-guard-baseline/1"

  package var schema = currentSchema
  /// The day that `--date` states; absent without.
  package var created: String?
  package let toolVersion: String
  package let catalogue: Catalogue
  package let seeds: Seeds
  /// Sorted by name.
  package let scenarios: [Entry]

  package init(
    created: String?, toolVersion: String, catalogue: Catalogue, seeds: Seeds, scenarios: [Entry]
  ) {
    self.created = created
    self.toolVersion = toolVersion
    self.catalogue = catalogue
    self.seeds = seeds
    self.scenarios = scenarios
  }

  package struct Catalogue: Sendable, Hashable, Codable {
    package let date: String
    package let sha256: String
  }

  package struct Seeds: Sendable, Hashable, Codable {
    package let root: UInt64
    package let replications: Int

    package init(root: UInt64, replications: Int) {
      self.root = root
      self.replications = replications
    }
  }

  /// One scenario.
  package struct Entry: Sendable, Hashable, Codable {
    package let name: String
    /// The file it was recorded from, for readers; scenarios are matched by name.
    package let path: String
    /// The resolved scenario as one text, and its digest.
    package let scenario: String
    package let scenarioSha256: String
    package let mode: String
    package let period: String
    /// Whether the command line stated mode and period in place of the scenario.
    package let overrides: Overrides
    package let trace: Trace
    /// Sorted by name.
    package let metrics: [Metric]
    /// The mean month by component and tier.
    package let items: [Item]
  }

  package struct Overrides: Sendable, Hashable, Codable {
    package var mode: String?
    package var period: String?

    package init(mode: String?, period: String?) {
      self.mode = mode
      self.period = period
    }
  }

  package struct Trace: Sendable, Hashable, Codable {
    package let path: String
    package let sha256: String
    package let scale: String
    package let gaps: String
  }

  package struct Metric: Sendable, Hashable, Codable {
    package let name: String
    package let unit: String
    /// `lower`: smaller is better, which holds for all of them.
    package var direction = "lower"
    package let n: Int
    package let mean: Double
    package let standardError: Double
    /// By replication.
    package let samples: [Double]

    init(name: String, unit: String, samples: [Double]) {
      let estimate = Estimate(samples)
      self.name = name
      self.unit = unit
      n = samples.count
      mean = GuardSample.rounded(estimate.mean)
      standardError = GuardSample.rounded(estimate.standardError)
      self.samples = samples
    }
  }

  package struct Item: Sendable, Hashable, Codable {
    package let line: String
    package let component: String
    package let sku: String
    package let region: String
    package let tier: String
    package let unit: String
    /// In units, to six decimals; `null` where the price is zero and does not tell.
    package let monthlyQuantity: String?
    package let unitPrice: String
    package let monthly: Money
  }
}

extension GuardBaseline.Item {
  init(_ item: GuardItem) {
    line = item.line
    component = item.component
    sku = item.sku
    region = item.region
    tier = item.tier
    unit = item.unit
    let price = Int128(item.unitPrice.trillionths)
    monthlyQuantity =
      price == 0
      ? nil
      : Decimal12(
        trillionths: (item.monthly.trillionths * 1_000_000).dividedHalfEven(by: price) * 1_000_000
      ).text()
    unitPrice = item.unitPrice.description
    monthly = item.monthly
  }

  /// The item again; `nil` where its price is no decimal.
  var item: GuardItem? {
    UnitPrice(text: unitPrice).map {
      GuardItem(
        line: line, component: component, sku: sku, region: region, tier: tier, unit: unit,
        unitPrice: $0, monthly: monthly)
    }
  }
}

extension GuardBaseline.Entry {
  /// Names of all metrics that a recording keeps: those of the defaults and every line's cost.
  static let units = [
    "monthly_cost": "USD", "p95_ms": "ms", "p99_ms": "ms", "error_rate": "1",
    "breach_minutes": "min",
  ]

  init(_ subject: GuardSubject, samples: [GuardSample]) {
    let plan = subject.plan
    let identity = plan.identity
    let names = Set(samples.flatMap(\.values.keys)).sorted()
    self.init(
      name: plan.scenario.name, path: subject.path, scenario: identity.scenarioText,
      scenarioSha256: plan.scenario.sha256.hex, mode: plan.mode.rawValue,
      period: plan.period.description, overrides: subject.overrides,
      trace: GuardBaseline.Trace(
        path: subject.tracePath, sha256: identity.traceSHA256, scale: identity.scale.description,
        gaps: identity.gaps.rawValue),
      metrics: names.map { name in
        GuardBaseline.Metric(
          name: name, unit: Self.units[name] ?? "USD",
          samples: samples.compactMap { $0.value(of: name) })
      },
      items: GuardItem.mean(of: samples).map(GuardBaseline.Item.init))
  }

  /// The samples of a metric; `nil` where the recording lacks it.
  package func samples(of name: String) -> [Double]? {
    metrics.first { $0.name == name }?.samples
  }
}
