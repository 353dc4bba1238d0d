package import Ledger
internal import Units

/// Runs services whose launches share the Fargate quotas of one account.
///
/// One service, or several that take turns event by event. Services that never meet a quota run
/// alone as they do together, and may do so side by side: `FargateUse.fit` tells whether they did.
package final class AccountRun {
  private let account: FargateAccount
  private var members: [any AccountMember] = []

  package init(_ quotas: FargateQuotas) { account = FargateAccount(quotas) }

  /// Adds a service; parameters as of `ServiceSimulation.run`.
  ///
  /// - Parameters:
  ///   - leadIn: the load before, for a service that starts warm.
  ///   - minutePassed: called whenever the service has passed a minute.
  package func add<Plane: DataPlane>(
    configuration: ServiceConfiguration, plane: Plane, calendar: LedgerCalendar, seed: UInt64,
    replication: UInt64 = 0, forecasts: ForecastSource? = nil, leadIn: LeadIn? = nil,
    minutePassed: (@Sendable () -> Void)? = nil
  ) {
    var setup = ControlPlane<Plane, ECSService>.Setup(
      configuration: configuration, calendar: calendar,
      key: RunKey(service: configuration.name, seed: seed, replication: replication),
      forecasts: forecasts, minutePassed: minutePassed)
    setup.warmUp(over: leadIn)
    members.append(
      Member(configuration, ControlPlane(setup, plane: plane, account: account)))
  }

  /// Runs the services from the start to the end; what happens at one instant in the order in which
  /// they were added.
  ///
  /// - Complexity: O(events × services) beside the planes' own work, on one thread.
  /// - Returns: the outcomes in that order.
  package func outcomes() -> [ServiceOutcome] {
    for member in members { member.start() }
    if members.count == 1 { members[0].drain() }
    while let next = members.min(by: { $0.nextNanoseconds < $1.nextNanoseconds }),
      next.nextNanoseconds < .max
    {
      next.step()
    }
    return members.map { $0.outcome() }
  }
}

/// A service's run among others.
private protocol AccountMember: AnyObject {
  /// When something happens to it next, in nanoseconds since the start; beyond all times at the end.
  var nextNanoseconds: Int64 { get }
  func start()
  /// Passes what happens next.
  func step()
  /// Passes all that happens.
  func drain()
  /// What happened, once the run has ended.
  func outcome() -> ServiceOutcome
}

private final class Member<Plane: DataPlane>: AccountMember {
  private let configuration: ServiceConfiguration
  private var run: ControlPlane<Plane, ECSService>
  private(set) var nextNanoseconds: Int64 = 0

  init(_ configuration: ServiceConfiguration, _ run: consuming ControlPlane<Plane, ECSService>) {
    self.configuration = configuration
    self.run = run
  }

  func start() {
    run.start()
    nextNanoseconds = run.nextNanoseconds
  }

  func step() { nextNanoseconds = run.step() ? run.nextNanoseconds : .max }

  func drain() {
    run.drain()
    nextNanoseconds = .max
  }

  func outcome() -> ServiceOutcome { run.outcome(configuration) }
}
