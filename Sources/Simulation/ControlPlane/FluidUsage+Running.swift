package import Ledger
package import Workload

extension FluidUsage {
  /// Runs the service in fluid mode under its control plane, and keeps no timeline.
  ///
  /// - Parameters:
  ///   - model: the service, best without latencies.
  ///   - replication: distinguishes repetitions under one seed.
  ///   - forecasts: what predictive policies forecast from; without it they do nothing.
  ///   - leadIn: the load before, for a service that starts warm.
  /// - Complexity: O(minutes × alarms + tasks launched).
  package init(
    model: FluidModel, profile: RateProfile, calendar: LedgerCalendar, seed: UInt64,
    replication: UInt64, forecasts: ForecastSource? = nil, leadIn: LeadIn? = nil
  ) {
    let configuration = model.configuration
    var setup = ControlPlane<FluidPlane, ECSService>.Setup(
      configuration: configuration, calendar: calendar,
      key: RunKey(service: configuration.name, seed: seed, replication: replication),
      forecasts: forecasts, keepsTimeline: false)
    setup.warmUp(over: leadIn, model: model)
    var run = ControlPlane(
      setup,
      plane: FluidPlane(
        model: model, profile: profile, calendar: calendar, seed: seed, replication: replication))
    run.start()
    run.drain()
    run.finish()
    let load = run.plane.totals
    self.init(
      hourly: load.hourly, usage: run.tasks.books.meter.usage,
      taskSeconds: run.tasks.books.meter.taskSeconds,
      fargateUse: run.tasks.fargateUse,
      contradictions: run.plane.books?.contradictions(load.requests) ?? [])
  }

  /// The same for services that share an account's quotas, in their order.
  package static func inOneAccount(
    _ models: [FluidModel], quotas: FargateQuotas, profile: RateProfile, calendar: LedgerCalendar,
    seed: UInt64, replication: UInt64, forecasts: ForecastSource? = nil, leadIn: LeadIn? = nil
  ) -> [FluidUsage] {
    let alone = models.map {
      FluidUsage(
        model: $0, profile: profile, calendar: calendar, seed: seed, replication: replication,
        forecasts: forecasts, leadIn: leadIn)
    }
    if FargateUse.fit(alone.map(\.fargateUse), in: quotas) { return alone }
    let run = AccountRun(quotas)
    for model in models {
      run.add(
        configuration: model.configuration,
        plane: FluidPlane(
          model: model, profile: profile, calendar: calendar, seed: seed, replication: replication),
        calendar: calendar, seed: seed, replication: replication, forecasts: forecasts,
        leadIn: leadIn)
    }
    return run.outcomes().map { FluidUsage($0) }
  }
}
