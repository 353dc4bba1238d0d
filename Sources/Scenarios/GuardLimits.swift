/// What a guard allows: the `guard` section of a scenario, or `tosscost-guard.yaml`.
package struct GuardLimits: Sendable, Hashable {
  /// Probability that the guard decides nothing falsely, over all checks of a scenario; 0 to 1.
  package var confidence = 0.95
  /// As recorded, and as an undecided check may come to; `nil` where they are not stated.
  package var replications: Int?
  package var maxReplications: Int?
  /// By metric: `monthly_cost`, `p95_ms`, `p99_ms`, `error_rate`, `breach_minutes`.
  package var metrics: [Metric] = []
  /// By bill line, on its monthly cost.
  package var lines: [Metric] = []
  /// Where the limits are stated.
  package var place: SourcePlace?

  package static let defaultReplications = 8
  package static let defaultMaxReplications = 32

  package init() {}

  /// What is stated of one metric.
  package struct Metric: Sendable, Hashable {
    package let name: String
    package let place: SourcePlace
    /// The tolerance is the larger of `relative` × baseline and `absolute`; `nil` for the default.
    package var relative: Double?
    package var absolute: Double?
    /// Whether a difference beyond the tolerance only warns.
    package var warnsOnly = false
    /// The most that the value itself may be: a budget, a latency objective.
    package var most = Levels()
    /// The most that it may rise, in its unit and in percent of the baseline.
    package var increase = Levels()
    package var increasePercent = Levels()

    package init(name: String, place: SourcePlace) {
      self.name = name
      self.place = place
    }
  }

  /// A level that warns and one that denies; either may be absent.
  package struct Levels: Sendable, Hashable {
    package var warn: Double?
    package var deny: Double?

    package init(warn: Double? = nil, deny: Double? = nil) {
      self.warn = warn
      self.deny = deny
    }
  }
}
