internal import Billing
internal import Forecasting
internal import Ledger
package import Scenarios
package import Units
internal import Workload

/// A projection that is ready to run: the history has been read and forecast.
package struct ProjectionPlan: Sendable {
  package let scenario: Scenario
  package let options: ProjectionOptions
  /// The calendar months that are projected.
  package let months: [Period]
  /// What a user should know about the forecast, one sentence each.
  package let remarks: [String]
  let forecast: Forecast
  let simulation: PathSimulation
  let lines: BillLines
  let growth: Double
  let historyEnd: UTCTime

  /// Forecasts the load of `plan`'s trace, its whole range, into the months that follow it.
  ///
  /// The first projected month is the first whole calendar month that begins at or after the end
  /// of the history.
  ///
  /// - Throws: `InputError.invalid` when the history cannot be forecast so far.
  package init(_ plan: RunPlan, options: ProjectionOptions) throws(InputError) {
    try plan.scenario.checkFluidMode()
    scenario = plan.scenario
    self.options = options
    growth = options.growth ?? plan.scenario.uncertainty.growth
    let hours = try plan.trace.history(step: 3600)
    // A name of its own: sampled paths must not depend on where the file lies.
    let history = try TimeSeries(
      name: "load", start: hours.start, step: hours.step, values: hours.values,
      missing: hours.missing)
    historyEnd = history.end ?? plan.trace.end
    months = Self.months(after: historyEnd, count: options.months)
    let last = months.last?.end ?? historyEnd
    let horizon = Int(last.seconds(since: historyEnd) / 3600)
    forecast = try Forecaster().forecast(history, horizon: horizon)
    remarks = plan.trace.remarks + forecast.remarks
    let biller = plan.biller
    simulation = PathSimulation(
      scenario: plan.scenario, biller: biller,
      months: months, start: historyEnd, history: plan.trace, seed: options.seed)
    lines = biller.lines
  }

  private static func months(after end: UTCTime, count: Int) -> [Period] {
    var date = end.date.firstOfMonth
    if UTCTime(date: date) < end { date = date.firstOfNextMonth }
    return (0..<count).map { _ in
      defer { date = date.firstOfNextMonth }
      return Period(monthOf: date)
    }
  }

  /// Growth up to each hour of the forecast, continuously compounded: `growth` in 730 hours.
  var growthFactors: [Double] {
    (0..<forecast.horizon).map { growthFactor(afterHours: Double($0) + 0.5) }
  }
}
