internal import Autoscaling
internal import Billing
internal import Digests
internal import Ledger
internal import Resources
internal import Scenarios
internal import Simulation
internal import Units
internal import Workload

/// Turns one future load into its cost: fluid simulation of every service, usage of the rest, bill.
struct PathSimulation: Sendable {
  let scenario: Scenario
  let biller: Biller
  let calendars: [LedgerCalendar]
  /// Start of the first forecast hour.
  let start: UTCTime
  /// Services whose shares add up to the whole load.
  private let services: [ServiceConfiguration]
  private let models: [FluidModel]
  /// The other parts of the system as each month finds them.
  private let resources: [[any UsageSource]]
  let seed: UInt64
  /// Requests of the hours before `start`, where a predictive policy asks for them.
  private let history: [Double?]
  /// Requests of the known hours just before `start`, a day of them at most; none after a gap.
  private let lastDay: [Double]
  /// Hours of a path that a month's start is made from.
  private static let leadInHours = 24

  /// - Parameter history: the load up to `start`.
  init(
    scenario: Scenario, biller: Biller, months: [Period], start: UTCTime, history: LoadTrace,
    seed: UInt64
  ) {
    self.scenario = scenario
    self.biller = biller
    calendars = months.map { LedgerCalendar(period: $0) }
    self.start = start
    self.seed = seed
    services = scenario.servicesWithWholeShares
    self.history =
      services.contains(where: \.isPredictive)
      ? history.hourlyRequests(before: start, most: PredictiveScaling.mostHistoryHours) : []
    lastDay = Array(
      history.hourlyRequests(before: start, most: Self.leadInHours).reversed()
        .prefix { $0 != nil }.compactMap(\.self).reversed())
    resources = months.indices.map { month in
      scenario.resources.map { source in
        (source as? any GrowingSource)?.carried(months: Int64(month) + 1) ?? source
      }
    }
    models = services.map { FluidModel($0, latencies: false) }
  }

  /// - Parameters:
  ///   - hours: requests of the whole system in each hour from `start` to the end of the last month.
  ///   - demandFactor: on the mean CPU time of every request.
  ///   - replication: of the random numbers of the simulation.
  /// - Throws: `InputError.fault` when a run contradicts its own books, `InputError.invalid` when a
  ///   price that the usage needs is missing.
  func cost(
    hours: [Double], demandFactor: Double, replication: UInt64
  ) throws(InputError) -> PathCost {
    let models = demandFactor == 1 ? self.models : models(demandFactor: demandFactor)
    let trace = LoadTrace(hours: hours, start: start)
    var cost = PathCost()
    for (month, calendar) in calendars.enumerated() {
      let profile = try trace.profile(over: calendar.period)
      var ledger = UsageLedger(calendar: calendar)
      var loads: [(name: String, load: HourlyLoad)] = []
      let forecasts = forecasts(hours: hours, until: calendar.period.start)
      let leadIn = leadIn(hours: hours, until: calendar.period.start)
      let usages = FluidUsage.inOneAccount(
        models, quotas: scenario.fargateQuotas, profile: profile, calendar: calendar, seed: seed,
        replication: replication << 8 | UInt64(month), forecasts: forecasts,
        leadIn: leadIn)
      let contradictions = zip(models, usages).flatMap { model, usage in
        usage.contradictions.map { "\(model.serviceName): \($0)" }
      }
      guard contradictions.isEmpty else { throw .fault(contradictions) }
      for (model, usage) in zip(models, usages) {
        ledger.merge(usage.usage)
        loads.append((name: model.serviceName, load: usage.hourly))
      }
      let load = SystemLoad(services: loads, calendar: calendar)
      for resource in resources[month] { resource.record(load: load, into: &ledger) }
      cost.add(try biller.bill(ledger))
    }
    return cost
  }

  /// What predictive policies know when a month begins: the history and the path up to it.
  private func forecasts(hours: [Double], until time: UTCTime) -> ForecastSource? {
    guard services.contains(where: \.isPredictive) else { return nil }
    let passed = Int(time.seconds(since: start) / 3600)
    return ForecastSource(
      forecaster: HourlyForecaster(),
      requests: history + hours.prefix(passed).map(Optional.some))
  }

  /// The last day before a month: of the path, or of the history.
  private func leadIn(hours: [Double], until time: UTCTime) -> LeadIn? {
    guard services.contains(where: \.startsWarm) else { return nil }
    let end = Int(time.seconds(since: start) / 3600)
    let path = hours[max(0, end - Self.leadInHours)..<min(hours.count, end + 1)]
    let past = lastDay.suffix(max(0, Self.leadInHours - end))
    // One hour more than the lead-in has, so that its last one is spread like the others.
    let known = past.count + min(end, Self.leadInHours)
    let trace = LoadTrace(
      hours: Array(past) + path, start: time.advanced(bySeconds: -3600 * Int64(known)))
    return trace.leadIn(until: time, most: Int64(Self.leadInHours) * 3600)
  }

  private func models(demandFactor: Double) -> [FluidModel] {
    services.map { FluidModel($0, latencies: false, demandFactor: demandFactor) }
  }
}

extension LoadTrace {
  /// A load of so many requests in each hour from `start` on.
  fileprivate init(hours: [Double], start: UTCTime) {
    self.init(
      name: "projected load", start: start, step: 3600, counts: hours, gaps: [],
      sha256: SHA256Digest(of: EmptyCollection()))
  }
}
