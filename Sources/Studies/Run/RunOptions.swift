package import Scenarios
package import Units
package import Workload

/// What a command line may state in place of the scenario's own values.
package struct RunOptions: Sendable {
  /// A trace that takes the place of the scenario's, whose whole range is run unless `period` picks.
  package var tracePath: String?
  /// Replaces the scenario's `trace.scale`; a trace given by path has scale 1 without it.
  package var scale: Decimal12?
  package var gaps: GapRule?
  package var period: Period?
  package var mode: SimulationMode?
  package var seed: UInt64 = 1
  /// Runs under different draws, 1 or more; the first is the one that all files describe.
  package var replications = 1

  package init() {}
}
