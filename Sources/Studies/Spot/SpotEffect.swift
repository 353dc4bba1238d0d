internal import Billing
internal import Ledger
internal import Scenarios
package import Simulation
package import Units

/// What Fargate Spot saved in a run, and what its interruptions did to latency and errors.
///
/// The saving is against the same task-hours on demand. Latency and errors are set beside a second
/// run that differs in nothing but that Spot always has capacity, on the same random numbers.
package struct SpotEffect: Sendable {
  /// Of the period, and by the 730 h rule.
  package let saving: Money
  package let monthlySaving: Money
  /// Share of the vCPU time of all tasks that ran on Spot, 0...1.
  package let share: Double
  /// In the scenario's order, those that can run on Spot.
  package let services: [Service]

  package struct Service: Sendable {
    package let name: String
    package let spot: SpotOutcome
    package let with: Figures
    package let without: Figures
  }

  package struct Figures: Sendable {
    package let p95Ms: Double?
    package let errors: Int64
    package let breachMinutes: Int
    package let taskSeconds: Int64

    init(_ outcome: ServiceOutcome) {
      p95Ms = outcome.latency?.p95
      errors = outcome.errors.total
      breachMinutes = outcome.breachMinutes
      taskSeconds = outcome.taskSeconds
    }
  }
}

extension ServiceConfiguration {
  /// Whether its tasks can be interrupted.
  var usesSpot: Bool { spotInUse != nil }

  /// The same where Spot always has capacity.
  var withoutInterruptions: ServiceConfiguration {
    var service = self
    service.spotCapacity = nil
    return service
  }
}

extension RunPlan {
  /// The services that are run a second time, without interruptions.
  var interruptibleServices: [ServiceConfiguration] {
    scenario.servicesWithWholeShares.filter(\.usesSpot)
  }

  /// - Parameters:
  ///   - result: the run with interruptions.
  ///   - calm: outcomes of `interruptibleServices` without them, in their order.
  /// - Returns: `nil` where no service can run on Spot.
  func spotEffect(
    of result: RunResult, calm: [ServiceOutcome]
  ) throws(InputError) -> SpotEffect? {
    guard !calm.isEmpty else { return nil }
    let bill = try Biller(
      priceList: prices, costPlan: costPlan, commitments: scenario.commitments
    ).bill(result.ledger.onDemand)
    let services = calm.compactMap { without in
      result.services.first { $0.name == without.name }.map { with in
        SpotEffect.Service(
          name: with.name,
          spot: with.spot ?? SpotOutcome(interruptions: 0, failedLaunches: 0, waitingSeconds: 0),
          with: SpotEffect.Figures(with), without: SpotEffect.Figures(without))
      }
    }
    return SpotEffect(
      saving: bill.total - result.bill.total,
      monthlySaving: bill.monthlyTotal - result.bill.monthlyTotal,
      share: result.ledger.spotShare, services: services)
  }
}

extension UsageLedger {
  private static let prefix = "spot."

  /// The same usage with every Spot task on demand.
  var onDemand: UsageLedger {
    var result = UsageLedger(calendar: calendar)
    for key in keys {
      let isSpot =
        (key.meter == .fargateCPU || key.meter == .fargateMemory || key.meter == .fargateEphemeral)
        && key.variant.hasPrefix(Self.prefix)
      let own =
        isSpot
        ? MeterKey(
          key.meter, resource: key.resource,
          variant: String(key.variant.dropFirst(Self.prefix.count)), region: key.region) : key
      result.add(readings(of: key), to: own)
    }
    return result
  }

  /// Share of Fargate's vCPU time on Spot; 0 where no task ran.
  fileprivate var spotShare: Double {
    var spot: Int128 = 0
    var all: Int128 = 0
    for key in keys(of: .fargateCPU) {
      let total = total(of: key)
      all += total
      if key.variant.hasPrefix(Self.prefix) { spot += total }
    }
    return all > 0 ? Double(spot) / Double(all) : 0
  }
}
