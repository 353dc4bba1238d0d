package import Ledger
internal import Units

/// Runs one service from the start to the end of a period.
package enum ServiceSimulation {
  /// Drives `plane` with the service's control plane and returns what happened.
  ///
  /// The service starts with its initial tasks running and healthy, or as a lead-in leaves it. Equal arguments give equal
  /// outcomes; the phases of alarms and the times of tasks come from `seed`, `replication` and the
  /// service's name, so they are the same for every policy.
  ///
  /// - Parameters:
  ///   - configuration: the service; its capacity provider strategy has no `problems`.
  ///   - plane: what serves the load; fresh, at time zero.
  ///   - calendar: the period, and the hours that readings go to.
  ///   - forecasts: what predictive policies forecast from; without it they do nothing.
  ///   - leadIn: the load before, for a service that starts warm.
  /// - Complexity: O(minutes × alarms + tasks launched) beside the plane's own work.
  package static func run<Plane: DataPlane>(
    configuration: ServiceConfiguration, plane: Plane, calendar: LedgerCalendar, seed: UInt64,
    replication: UInt64 = 0, forecasts: ForecastSource? = nil, leadIn: LeadIn? = nil
  ) -> ServiceOutcome {
    var setup = ControlPlane<Plane, ECSService>.Setup(
      configuration: configuration, calendar: calendar,
      key: RunKey(service: configuration.name, seed: seed, replication: replication),
      forecasts: forecasts)
    setup.warmUp(over: leadIn)
    var run = ControlPlane(setup, plane: plane)
    run.start()
    run.drain()
    return run.outcome(configuration)
  }
}
