package import Units

/// How well a load would have been forecast: rolling origins over its history.
///
/// Each forecast sees the eight weeks before its origin and nothing after; its mean absolute error
/// is scaled by that history's mean absolute change from one day to the next (MASE). Unobserved
/// steps are bridged by straight lines, in histories and outcomes alike.
package struct Backtest: Sendable {
  /// One forecast and what came.
  package struct Origin: Sendable {
    /// When the forecast begins; `nil` without a calendar.
    package let start: UTCTime?
    /// Steps known.
    package let known: Int
    package let mase: Double
    /// MASE of the same hours a day, and a week, before.
    package let naiveDay: Double
    package let naiveWeek: Double
  }

  /// Mean scaled errors of a step ahead over the origins.
  package struct Step: Sendable {
    package let mase: Double
    package let naiveDay: Double
    package let naiveWeek: Double
  }

  package let name: String
  package let step: Int64
  package let horizon: Int
  package let origins: [Origin]
  package let steps: [Step]
  /// Share of the outcomes inside the intervals, by level.
  package let coverage: [(level: Double, share: Double)]
  package let remarks: [String]

  package var mase: Double { Statistics.mean(origins.map(\.mase)) }
  package var naiveDay: Double { Statistics.mean(origins.map(\.naiveDay)) }
  package var naiveWeek: Double { Statistics.mean(origins.map(\.naiveWeek)) }
  /// Share of the better seasonal naive forecast's error, chosen with hindsight, that is saved.
  package var skill: Double { 1 - mase / min(naiveDay, naiveWeek) }

  /// Days of history before the first origin, before which none is set, and that a forecast sees.
  private static let (firstDays, spanDays, historyDays) = (15, 38, 56)

  /// Tries `count` origins, evenly spaced up to the last from which the horizon is known.
  ///
  /// - Throws: `InputError.invalid` when the history is too short for the horizon or does not vary.
  package init(
    _ series: TimeSeries, horizon: Int, origins count: Int, levels: [Double],
    forecaster: Forecaster = Forecaster()
  ) throws(InputError) {
    let values = Self.bridged(series)
    let day = Seasons(step: series.step).day
    let last = values.count - horizon
    guard horizon > 0, count > 0, last >= 2 * day, last >= 2 else {
      throw .invalid([
        Problem(
          file: series.name,
          message: "\(values.count) steps are too short for a backtest of \(horizon) steps; "
            + "two days more than the horizon are needed")
      ])
    }
    var remarks: [String] = []
    var first = max(Self.firstDays * day, values.count - Self.spanDays * day)
    if first > last {
      first = max(2 * day, 2, last / 2)
      remarks.append(
        "the history is short: origins begin after \(first) steps instead of "
          + "\(Self.firstDays * day)")
    }
    let places = Self.places(first: first, last: last, count: count)
    if places.count < count {
      remarks.append("\(places.count) different origins instead of \(count) fit the history")
    }
    var tried: [Trial] = []
    for place in places {
      tried.append(
        try Trial(
          series, values: values, place: place, horizon: horizon,
          history: min(place, Self.historyDays * max(day, 24)), levels: levels,
          forecaster: forecaster))
    }
    name = series.name
    step = series.step
    self.horizon = horizon
    origins = tried.map(\.origin)
    steps = (0..<horizon).map { step in
      func mean(_ errors: (Trial) -> [Double]) -> Double {
        Statistics.mean(tried.map { errors($0)[step] })
      }
      return Step(
        mase: mean(\.errors), naiveDay: mean(\.dayErrors), naiveWeek: mean(\.weekErrors))
    }
    coverage = levels.indices.map { index in
      (levels[index], Statistics.mean(tried.map { $0.coverage[index] }))
    }
    self.remarks = remarks
  }

  private static func places(first: Int, last: Int, count: Int) -> [Int] {
    var places: [Int] = []
    for index in 0..<count {
      let share = count == 1 ? 1 : Double(index) / Double(count - 1)
      let place = Int(Double(first) + Double(last - first) * share)
      if places.last != place { places.append(place) }
    }
    return places
  }

  /// The values with straight lines over what was not observed.
  private static func bridged(_ series: TimeSeries) -> [Double] {
    var values = series.values
    for gap in series.missing {
      let start = gap.lowerBound > 0 ? values[gap.lowerBound - 1] : nil
      let end = gap.upperBound < values.count ? values[gap.upperBound] : nil
      let from = start ?? end ?? 0
      for index in gap {
        let share = Double(index - gap.lowerBound + 1) / Double(gap.count + 1)
        values[index] = from + ((end ?? from) - from) * share
      }
    }
    return values
  }
}

/// A forecast from one origin, compared with what came.
private struct Trial {
  let origin: Backtest.Origin
  /// Scaled absolute errors by step.
  let errors: [Double]
  let dayErrors: [Double]
  let weekErrors: [Double]
  let coverage: [Double]

  init(
    _ series: TimeSeries, values: [Double], place: Int, horizon: Int, history: Int,
    levels: [Double], forecaster: Forecaster
  ) throws(InputError) {
    let start = series.start?.advanced(bySeconds: Int64(place - history) * series.step)
    let known = Array(values[place - history..<place])
    let outcome = Array(values[place..<place + horizon])
    let seasons = Seasons(step: series.step)
    guard let scale = Scores.scale(known, season: seasons.day) else {
      throw .invalid([
        Problem(
          file: series.name,
          message: "the \(history) steps before step \(place + 1) repeat exactly: errors have no "
            + "scale")
      ])
    }
    let forecast = try forecaster.forecast(
      TimeSeries(name: series.name, start: start, step: series.step, values: known),
      horizon: horizon)
    func scaled(_ forecast: [Double]) -> [Double] {
      zip(outcome, forecast).map { abs($0 - $1) / scale }
    }
    func naive(_ period: Int) -> [Double] {
      let period = min(period, known.count)
      let last = Array(known.suffix(period))
      return scaled((0..<horizon).map { last[$0 % period] })
    }
    errors = scaled(forecast.point)
    dayErrors = naive(seasons.day)
    weekErrors = naive(seasons.week)
    coverage = levels.map { Scores.coverage(outcome, forecast.interval(level: $0)) }
    origin = Backtest.Origin(
      start: forecast.start, known: place, mase: Statistics.mean(errors),
      naiveDay: Statistics.mean(dayErrors), naiveWeek: Statistics.mean(weekErrors))
  }
}
