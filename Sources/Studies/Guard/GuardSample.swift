internal import Billing
internal import Simulation
package import Units

/// What a guard keeps of one replication.
package struct GuardSample: Sendable {
  /// By metric name, rounded as baselines hold them, so that equal runs have equal samples.
  package let values: [String: Double]
  /// Monthly cost of each bill line, in the bill's order.
  package let lines: [(line: String, monthly: Money)]
  package let items: [GuardItem]
  package let requests: Int64
  /// Keys of the prices of low confidence that the bill rests on, ascending.
  package let lowConfidencePrices: [String]

  package init(_ result: RunResult) {
    let services = result.services
    let offered = services.reduce(0) { $0 + $1.offered }
    let errors = services.reduce(0) { $0 + $1.errors.total }
    // The slowest service stands for the system; without a request there is no latency to guard.
    let p95 = services.compactMap(\.latency?.p95).max() ?? 0
    let p99 = services.compactMap(\.latency?.p99).max() ?? 0
    var values = [
      "monthly_cost": Self.rounded(result.bill.monthlyTotal.approximateDollars),
      "p95_ms": Self.rounded(p95),
      "p99_ms": Self.rounded(p99),
      "error_rate": Self.rounded(offered == 0 ? 0 : Double(errors) / Double(offered)),
      "breach_minutes": Double(services.reduce(0) { $0 + $1.breachMinutes }),
    ]
    for line in result.bill.lines {
      values["monthly_cost:\(line.id)"] = Self.rounded(line.monthly.approximateDollars)
    }
    self.values = values
    lines = result.bill.lines.map { ($0.id, $0.monthly) }
    items = result.bill.items.map(GuardItem.init)
    requests = result.traceRequests
    lowConfidencePrices = result.bill.lowConfidencePrices
  }

  /// How metrics of single bill lines begin.
  static let linePrefix = "monthly_cost:"

  /// A metric's value; zero for a line that the bill does not have, as nothing was used of it.
  func value(of name: String) -> Double? {
    values[name] ?? (name.hasPrefix(Self.linePrefix) ? 0 : nil)
  }

  static func rounded(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }
}

/// One component of a bill at one tier, by the month.
package struct GuardItem: Sendable, Hashable {
  package let line: String
  package let component: String
  package let sku: String
  package let region: String
  package let tier: String
  package let unit: String
  package let unitPrice: UnitPrice
  package let monthly: Money

  init(_ item: LineItem) {
    line = item.line
    component = item.component
    sku = item.sku
    region = item.region
    tier = item.tier
    unit = item.unit
    unitPrice = item.unitPrice
    monthly = item.monthly
  }

  package init(
    line: String, component: String, sku: String, region: String, tier: String, unit: String,
    unitPrice: UnitPrice, monthly: Money
  ) {
    self.line = line
    self.component = component
    self.sku = sku
    self.region = region
    self.tier = tier
    self.unit = unit
    self.unitPrice = unitPrice
    self.monthly = monthly
  }

  /// The same in the bill line of that id.
  func inLine(_ line: String) -> GuardItem {
    GuardItem(
      line: line, component: component, sku: sku, region: region, tier: tier, unit: unit,
      unitPrice: unitPrice, monthly: monthly)
  }

  /// What names the component, whatever its price.
  var key: [String] { [line, component, sku, region, tier] }

  /// The mean of several replications: one item for each component that any of them has.
  static func mean(of samples: [GuardSample]) -> [GuardItem] {
    var order: [[String]] = []
    var sums: [[String]: (item: GuardItem, monthly: Money)] = [:]
    for item in samples.flatMap(\.items) {
      if let known = sums[item.key] {
        sums[item.key] = (known.item, known.monthly + item.monthly)
      } else {
        order.append(item.key)
        sums[item.key] = (item, item.monthly)
      }
    }
    return order.compactMap { key in
      sums[key].map { item, monthly in
        GuardItem(
          line: item.line, component: item.component, sku: item.sku, region: item.region,
          tier: item.tier, unit: item.unit, unitPrice: item.unitPrice,
          monthly: monthly.scaled(by: 1, over: Int64(samples.count)))
      }
    }
  }
}
