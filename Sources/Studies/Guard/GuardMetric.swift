package import Scenarios

/// What a guard compares: one figure of a run.
package struct GuardMetric: Sendable, Hashable {
  /// `monthly_cost`, or `monthly_cost:LINE` for one line.
  package let name: String
  package let title: String
  package let unit: String
  /// The tolerance is the larger of the two; the first is a part of the baseline.
  package let relative: Double
  package let absolute: Double
  /// What the limits say of it; `nil` for a metric of the defaults.
  package let limits: GuardLimits.Metric?

  /// Every metric that `limits` has guarded: those of the defaults first, then single lines.
  package static func all(_ limits: GuardLimits) -> [GuardMetric] {
    let known = defaults.filter { metric in
      metric.isAlwaysGuarded || limits.metrics.contains { $0.name == metric.name }
    }
    return known.map { metric in
      GuardMetric(
        name: metric.name, title: metric.title, unit: metric.unit, relative: metric.relative,
        absolute: metric.absolute, stated: limits.metrics.first { $0.name == metric.name })
    }
      + limits.lines.map { line in
        GuardMetric(
          name: "monthly_cost:\(line.name)", title: "Monthly cost of \(line.name)", unit: "USD",
          relative: 0.02, absolute: 5, stated: line)
      }
  }

  private init(
    name: String, title: String, unit: String, relative: Double, absolute: Double,
    stated: GuardLimits.Metric?
  ) {
    self.name = name
    self.title = title
    self.unit = unit
    // A tolerance of which one part is stated has no other part.
    let isStated = stated?.relative != nil || stated?.absolute != nil
    self.relative = isStated ? stated?.relative ?? 0 : relative
    self.absolute = isStated ? stated?.absolute ?? 0 : absolute
    limits = stated
  }

  private struct Default: Sendable {
    let name: String
    let title: String
    let unit: String
    let relative: Double
    let absolute: Double
    var isAlwaysGuarded = true
  }

  /// All of them are better when they are smaller.
  private static let defaults = [
    Default(
      name: "monthly_cost", title: "Monthly cost", unit: "USD", relative: 0.02, absolute: 5),
    Default(name: "p95_ms", title: "Latency p95", unit: "ms", relative: 0.05, absolute: 10),
    Default(name: "p99_ms", title: "Latency p99", unit: "ms", relative: 0.05, absolute: 10),
    Default(
      name: "error_rate", title: "Error rate", unit: "1", relative: 0, absolute: 0.001),
    Default(
      name: "breach_minutes", title: "Minutes above the latency objective", unit: "min",
      relative: 0.1, absolute: 10, isAlwaysGuarded: false),
  ]
}
