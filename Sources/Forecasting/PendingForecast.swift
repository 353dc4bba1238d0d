internal import Glibc
internal import LinearAlgebra
internal import Units

/// A point forecast whose intervals have still to be worked out.
///
/// The two parts are apart so that their costs can be told apart.
package struct PendingForecast {
  /// The expected load, finite and not negative.
  package let point: [Double]
  private let forecaster: Forecaster
  private let series: TimeSeries
  private let wall: WallTime
  private let clean: CleanSeries
  private let outliers: Outliers?
  private let approach: Approach
  private var remarks: [String]

  /// How the point forecast came about.
  private enum Approach {
    /// Nothing varies: the value is known.
    case constant
    /// The first of `ForecastModels.last` that fits.
    case fallBack(name: String, period: Int)
    case median(Ensemble)
    case validated(Ensemble, weights: [Double])
  }

  /// Outliers of the history, and whether models learn from it with them bounded.
  private struct Outliers {
    let found: BoundedOutliers
    let areBounded: Bool
  }

  /// The longest horizon, as a multiple of the history.
  private static let longestHorizon = 4

  init(_ forecaster: Forecaster, _ series: TimeSeries, horizon: Int) throws(InputError) {
    try Self.check(forecaster, series, horizon: horizon)
    BLAS.useOneThread()
    let wall = try WallTime(series, horizon: horizon, clock: forecaster.calendar.clock)
    let clean = CleanSeries(
      wall.series, horizon: wall.horizon, calendar: forecaster.calendar)
    self.forecaster = forecaster
    self.series = series
    self.wall = wall
    self.clean = clean
    remarks = clean.remarks
    if wall.changes {
      remarks.append(
        "the clock changes in the history or the forecast: hours of the day are the clock's")
    }
    let base: [Double]
    (base, approach, outliers) = Self.approach(
      clean, horizon: wall.horizon, forecaster: forecaster, remarks: &remarks)
    if horizon > clean.values.count {
      remarks.append(
        "the horizon of \(horizon) steps is longer than the history of \(clean.values.count); "
          + "what lies beyond repeats its last shape, with bounds that widen")
    }
    let onClock = wall.ahead(zip(base, clean.factorsAhead).map { $0 * $1 })
    point = onClock.indices.map {
      onClock[$0] * Self.growth(forecaster, step: $0, seconds: series.step)
    }
  }

  private static func check(
    _ forecaster: Forecaster, _ series: TimeSeries, horizon: Int
  ) throws(InputError) {
    var faults: [String] = []
    let observed = series.values.count - series.missing.reduce(0) { $0 + $1.count }
    if observed < TimeSeries.minimumCount {
      faults.append(
        "\(observed) steps were observed; \(TimeSeries.minimumCount) or more are allowed")
    }
    let longest = longestHorizon * series.values.count
    if !(1...max(1, longest) ~= horizon) {
      faults.append(
        "a horizon of \(horizon) steps for a history of \(series.values.count); 1 to \(longest) "
          + "are allowed, \(longestHorizon) times the history")
    }
    for (name, value) in [
      ("growth", forecaster.growth), ("growth a month", forecaster.monthlyGrowth),
    ] where !(value.isFinite && (0.001...1000).contains(value)) {
      faults.append("the \(name) is \(value); 0.001 to 1000 is allowed")
    }
    guard faults.isEmpty else {
      throw .invalid(faults.map { Problem(file: series.name, message: $0) })
    }
  }

  /// The factor of a step ahead that the history does not show.
  private static func growth(_ forecaster: Forecaster, step: Int, seconds: Int64) -> Double {
    guard forecaster.monthlyGrowth != 1 else { return forecaster.growth }
    let months = Double(step + 1) * Double(seconds) / (730 * 3600)
    return forecaster.growth * pow(forecaster.monthlyGrowth, months)
  }
}

// MARK: - Point

extension PendingForecast {
  private static func approach(
    _ clean: CleanSeries, horizon: Int, forecaster: Forecaster, remarks: inout [String]
  ) -> ([Double], Approach, Outliers?) {
    let values = clean.values
    if let first = values.first, values.allSatisfy({ $0 == first }) {
      remarks.append(
        first == 0
          ? "the history holds no load at all: none is forecast"
          : "the history is constant: it is forecast to stay so")
      return (Array(repeating: first, count: horizon), .constant, nil)
    }
    let isFast = forecaster.preset == .fast
    let observed = History(values: values, seasons: clean.seasons, hasHarmonics: !isFast)
    let plan = ValidationPlan(count: values.count, horizon: horizon, seasons: clean.seasons)
    let found = isFast ? nil : BoundedOutliers(observed)
    let (history, areBounded) = Self.history(observed, found, plan)
    let outliers = found.map { Outliers(found: $0, areBounded: areBounded) }
    if !plan.origins.isEmpty {
      let ensemble = Ensemble(
        isFast ? ForecastModels.fast : ForecastModels.all, history: history, observed: values,
        horizon: horizon, plan: isFast ? .none : plan,
        combination: isFast ? .median : forecaster.combination)
      if !ensemble.members.isEmpty {
        let weights = ensemble.weights()
        return (
          ensemble.point(weights),
          isFast ? .median(ensemble) : .validated(ensemble, weights: weights), outliers
        )
      }
    }
    let (point, approach) = fallBack(history, horizon: horizon, remarks: &remarks)
    return (point, approach, outliers)
  }

  /// The history that models learn from: with outliers bounded, unless a few models forecast what
  /// came after the validation origins better from the history as it was.
  private static func history(
    _ observed: History, _ outliers: BoundedOutliers?, _ plan: ValidationPlan
  ) -> (History, areBounded: Bool) {
    guard let outliers else { return (observed, false) }
    let bounded = History(values: outliers.values, seasons: observed.seasons)
    func error(_ history: History) -> Double {
      let tried = Ensemble(
        ForecastModels.fast, history: history, observed: Array(observed.values),
        horizon: plan.horizon, plan: plan, combination: .median)
      return zip(tried.trials(), tried.outcomes).reduce(0) {
        $0 + Ensemble.meanAbsoluteError($1.0, $1.1)
      }
    }
    guard !plan.origins.isEmpty else { return (bounded, true) }
    return error(observed) < keptOutliers * error(bounded)
      ? (observed, false) : (bounded, true)
  }

  /// Outliers stay where bounding them makes the validation's errors larger by this factor.
  private static let keptOutliers = 0.98

  private static func fallBack(
    _ history: History, horizon: Int, remarks: inout [String]
  ) -> ([Double], Approach) {
    let day = history.seasons.day
    let season: SeasonalNaive.Season =
      history.seasons.hasDay && history.count >= 2 * day ? .day : .step
    let model = SeasonalNaive(season: season)
    remarks.append(
      "the history of \(history.count) steps is too short to validate models (more than 8 days "
        + "are needed): the forecast is \(model.name), which repeats "
        + (season == .day ? "the last day" : "the last value"))
    let point = model.fit(history)?.predict(horizon) ?? []
    return (point, .fallBack(name: model.name, period: season == .day ? day : 1))
  }
}

// MARK: - Intervals

extension PendingForecast {
  /// The whole forecast.
  package consuming func finish() -> Forecast {
    let (errors, members) = errorsAndMembers()
    var remarks = remarks
    if case .constant = approach {} else { remarks += findings }
    let widths = wall.ahead(zip(errors.widths, clean.factorsAhead).map { $0 * $1 })
    let growing = errors.with(
      widths: widths.indices.map {
        widths[$0] * Self.growth(forecaster, step: $0, seconds: series.step)
      })
    return Forecast(
      name: series.name, start: series.end, step: series.step, point: point, errors: growing,
      members: members, remarks: remarks)
  }

  private var findings: [String] {
    let history = History(values: clean.values, seasons: clean.seasons, hasHarmonics: false)
    let outliers =
      outliers ?? BoundedOutliers(history).map { Outliers(found: $0, areBounded: false) }
    return HistoryFindings.remarks(
      history, outliers: outliers?.found, areBounded: outliers?.areBounded ?? false
    ) { step in
      guard let start = wall.series.start else { return "step \(clean.skipped + step + 1)" }
      let reading = start.advanced(bySeconds: Int64(clean.skipped + step) * series.step)
      return (forecaster.calendar.clock?.instant(reading) ?? reading).description
    }
  }

  private func errorsAndMembers() -> (ErrorDistribution, [Forecast.Share]) {
    let horizon = wall.horizon
    switch approach {
    case .constant:
      return (.none(count: horizon), [Forecast.Share(model: "constant", weight: 1)])
    case .fallBack(let name, let period):
      let errors = clean.values.indices.dropFirst(period).map {
        clean.values[$0] - clean.values[$0 - period]
      }
      let length = min(period, errors.count)
      let rows = stride(from: 0, through: errors.count - length, by: length).map {
        Array(errors[$0..<$0 + length])
      }
      let distribution = ErrorDistribution(
        residuals: rows, horizon: horizon, period: period, freedom: rows.count)
      return (distribution, [Forecast.Share(model: name, weight: 1)])
    case .median(let ensemble):
      let history = History(values: clean.values, seasons: clean.seasons, hasHarmonics: false)
      let plan = ValidationPlan(
        count: history.count, horizon: horizon, seasons: history.seasons)
      let tried = Ensemble(
        ForecastModels.fast, history: history, observed: clean.values, horizon: plan.horizon,
        plan: plan, combination: .median)
      return (
        distribution(tried, ensemble.point(tried.weights())), shares(ensemble, ensemble.weights())
      )
    case .validated(let ensemble, let weights):
      return (distribution(ensemble, ensemble.point(weights)), shares(ensemble, weights))
    }
  }

  private func distribution(_ ensemble: Ensemble, _ point: [Double]) -> ErrorDistribution {
    let trials = ensemble.trials()
    return ErrorDistribution(
      residuals: zip(ensemble.outcomes, trials).map { outcome, trial in
        zip(outcome, trial).map { $0 - $1 }
      },
      levels: trials.map { Statistics.mean($0) }, level: Statistics.mean(point),
      horizon: wall.horizon, period: clean.seasons.day,
      freedom: ensemble.plan.independentOrigins)
  }

  private func shares(_ ensemble: Ensemble, _ weights: [Double]) -> [Forecast.Share] {
    zip(ensemble.members, weights)
      .map { Forecast.Share(model: $0.name, weight: $1) }
      .sorted { ($1.weight, $0.model) < ($0.weight, $1.model) }
  }
}
