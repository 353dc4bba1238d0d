/// What a projection is asked for beside its scenario.
package struct ProjectionOptions: Sendable {
  /// Whole calendar months after the history, 1 to 24.
  package var months = 1
  /// Sampled futures, at least 1.
  package var paths = 1000
  package var seed: UInt64 = 1
  /// What the load is multiplied by in every month (of 730 hours) for reasons that the history does
  /// not show; `nil` for the scenario's own, which is 1 where it states none.
  package var growth: Double?

  package init() {}
}
