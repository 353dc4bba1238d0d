package import Billing
internal import Digests
package import Scenarios
internal import Simulation
package import Units
package import Workload

/// A question that is ready to be answered: every input has been read and checked.
package struct RunPlan: Sendable {
  package let scenario: Scenario
  package let period: Period
  package let mode: SimulationMode
  /// Already scaled, and with the scenario's flash crowd on it.
  package let trace: LoadTrace
  package let scale: Decimal12
  package let profile: RateProfile
  package let prices: PriceList
  /// What the bill is set beside; `nil` for a bill by AWS service alone.
  package let costPlan: CostPlan?
  package let seed: UInt64
  /// What predictive policies learn from before the period; `nil` where no service has one.
  let forecasts: ForecastSource?
  /// The load before the period, for services that start warm; `nil` where none does.
  let leadIn: LeadIn?
  package let replications: Int
  /// The messages of services whose queue has a trace of its own, by their names.
  let messageProfiles: [String: RateProfile]
  /// SHA-256 of those traces' files, in the scenario's order.
  private let messageDigests: [String]
  /// Seconds: a week, so that the peak of each weekday is in it.
  private static let longestLeadIn: Int64 = 7 * 86_400

  /// Reads the trace and the prices that `scenario` and `options` ask for.
  ///
  /// - Parameters:
  ///   - pricesFolder: where the price list lies.
  ///   - planPath: the plan that the bill is set beside; `nil` for none.
  /// - Throws: `InputError`; the problems of all files together where several are invalid.
  package init(
    scenario: Scenario, options: RunOptions, pricesFolder: String, planPath: String?
  ) throws(InputError) {
    self.scenario = scenario
    seed = options.seed
    replications = options.replications
    mode = options.mode ?? scenario.mode
    scale =
      options.scale
      ?? (options.tracePath == nil ? scenario.trace.scale : Decimal12(trillionths: Decimal12.one))

    if mode == .fluid { try scenario.checkFluidMode() }
    var inputs = InputCollector()
    let path = options.tracePath ?? scenario.trace.path
    let gaps = options.gaps ?? scenario.trace.gaps
    let factor = scale
    let crowd = options.tracePath == nil ? scenario.trace.flashCrowd : nil
    let trace = inputs.read { () throws(InputError) in
      let scaled = try LoadTrace.load(path: path, gaps: gaps).scaled(by: factor)
      return try crowd.map(scaled.with) ?? scaled
    }
    let prices = inputs.read { () throws(InputError) in
      let list = try PriceList.load(
        folder: pricesFolder, forRegionsIn: scenario.resolvedText,
        home: scenario.region)
      try scenario.checkRegion(in: list)
      return try list.applying(scenario.priceOverrides)
    }
    let costPlan = inputs.read { () throws(InputError) in
      try planPath.map { path throws(InputError) in try CostPlan.load(path: path) }
    }
    let messages = Self.messageTraces(of: scenario, into: &inputs)
    guard let trace, let prices, let costPlan, let messages else { throw inputs.error }
    self.trace = trace
    self.prices = prices
    self.costPlan = costPlan
    let ownRange = options.tracePath == nil ? nil : trace.period
    period = options.period ?? ownRange ?? scenario.period
    profile = try trace.profile(over: period)
    try scenario.checkBoundWork(profile)
    messageProfiles = try Self.profiles(of: messages, over: period)
    messageDigests = messages.map(\.trace.sha256.hex)
    let services = scenario.services
    forecasts = ForecastSource(services: services, trace: trace, until: period.start)
    leadIn =
      services.contains(where: \.startsWarm)
      ? trace.leadIn(until: period.start, most: Self.longestLeadIn) {
        ForecastSource(services: services, trace: trace, until: $0)
      } : nil
  }

  /// What prices the usage of this plan.
  package var biller: Biller {
    Biller(priceList: prices, costPlan: costPlan, commitments: scenario.commitments)
  }

  package var identity: RunIdentity {
    RunIdentity(
      scenarioText: scenario.resolvedText, period: period, scale: scale, gaps: trace.gapRule,
      mode: mode, traceSHA256: trace.sha256.hex, messageSHA256s: messageDigests,
      catalogueSHA256: prices.sha256, seed: seed, replications: replications)
  }
}
