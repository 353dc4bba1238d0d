/// What was a season ago will be again.
package struct SeasonalNaive: ForecastModel {
  package enum Season: String, Sendable { case step, day, week }
  let season: Season

  package init(season: Season) { self.season = season }

  package var name: String { season == .step ? "naive" : "seasonal naive, \(season.rawValue)" }

  package func fit(_ history: History) -> (any FittedModel)? {
    let period =
      switch season {
      case .step: 1
      case .day: history.seasons.day
      case .week: history.seasons.week
      }
    guard history.count >= period else { return nil }
    let last = Array(history.values.suffix(period))
    return FormulaForecast { last[$0 % period] }
  }
}
