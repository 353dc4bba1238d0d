package import Billing
package import Digests
package import Resources
package import Simulation
package import Units
package import Workload

/// A checked scenario: the whole system, its load and what has been bought ahead.
///
/// Whatever a file can get wrong has been refused by the time a value of this type exists; what
/// lies in other files (trace, prices, baseline) is opened by whoever needs it.
package struct Scenario: Sendable {
  /// The scenario's identity in the store, the guard and reports.
  package var name: String
  package var description: String
  /// The AWS Region of everything that does not name another.
  package var region: String
  package var period: Period
  package var mode: SimulationMode
  package var trace: TraceReference
  package var services: [ServiceConfiguration]
  /// Of the account that all services run in.
  package var fargateQuotas = FargateQuotas()
  /// Everything that is metered outside the Fargate tasks, in the order of the scenario's schema.
  package var resources: [any UsageSource]
  package var commitments: Commitments
  package var priceOverrides: [PriceOverride]
  /// What a projection takes as uncertain.
  package var uncertainty: Uncertainty
  /// Path of the plan that bills are set beside; `nil` for none.
  package var planPath: String?
  /// Alarms that a run tells of.
  package var alarms: [WatchRule]
  /// What a guard allows; `nil` where the file says nothing of it.
  package var guardLimits: GuardLimits?
  /// Where services and resources are named in the file, by their names; where two have the same one,
  /// the first.
  package var places: [String: SourcePlace] = [:]
  /// Where `region` is stated, or the scenario as a whole.
  package var regionPlace: SourcePlace?
  /// The scenario in canonical text.
  ///
  /// JSON with sorted keys, after `extends` and with every default written out: two files that ask the same question have the same text.
  package let resolvedText: String

  package init(
    name: String, description: String, region: String, period: Period, mode: SimulationMode,
    trace: TraceReference, services: [ServiceConfiguration], resources: [any UsageSource],
    commitments: Commitments, priceOverrides: [PriceOverride],
    uncertainty: Uncertainty = Uncertainty(), planPath: String?, resolvedText: String,
    guardLimits: GuardLimits? = nil, alarms: [WatchRule] = WatchRule.plan
  ) {
    self.name = name
    self.description = description
    self.region = region
    self.period = period
    self.mode = mode
    self.trace = trace
    self.services = services
    self.resources = resources
    self.commitments = commitments
    self.priceOverrides = priceOverrides
    self.uncertainty = uncertainty
    self.planPath = planPath
    self.resolvedText = resolvedText
    self.guardLimits = guardLimits
    self.alarms = alarms
  }

  /// The digest of `resolvedText`.
  package var sha256: SHA256Digest { SHA256Digest(of: resolvedText.utf8) }
}

/// How load becomes latency and CPU.
package enum SimulationMode: String, Sendable, CaseIterable {
  /// Every request is simulated.
  case request
  /// Rates and queueing formulas in place of requests, under the same control plane.
  case fluid
}

/// What is not known about coming months besides the load itself.
package struct Uncertainty: Sendable, Hashable {
  /// Standard deviation over mean of a factor on the CPU time of all requests; 0 for certainty.
  package var demandCV = 0.1
  /// The same for the prices of Fargate Spot.
  package var spotPriceCV = 0.1
  /// What the load is multiplied by in 730 hours for reasons that no history shows.
  package var growth = 1.0

  package init() {}
}

/// The load trace that a scenario replays unless the command line names another.
package struct TraceReference: Sendable, Hashable {
  /// Relative paths have been resolved against the scenario file that states them.
  package var path: String
  /// Factor on every count; not negative.
  package var scale: Decimal12
  package var gaps: GapRule
  /// Comes on top of the scaled trace.
  package var flashCrowd: FlashCrowd?

  package init(
    path: String, scale: Decimal12, gaps: GapRule, flashCrowd: FlashCrowd? = nil
  ) {
    self.path = path
    self.scale = scale
    self.gaps = gaps
    self.flashCrowd = flashCrowd
  }
}
