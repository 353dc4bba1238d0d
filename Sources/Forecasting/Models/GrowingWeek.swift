/// Last week again, times the growth of the last two days over the same days a week ago.
struct GrowingWeek: ForecastModel {
  /// Growth outside this range is taken for an accident.
  private static let allowedGrowth = 0.2...5.0

  var name: String { "last week with growth" }

  func fit(_ history: History) -> (any FittedModel)? {
    let week = history.seasons.week
    let recent = 2 * history.seasons.day
    guard history.seasons.hasDay, history.count >= week + recent else { return nil }
    let values = history.values
    let now = values.suffix(recent).reduce(0, +)
    let before = values.dropLast(week).suffix(recent).reduce(0, +)
    guard before > 0 else { return nil }
    let allowed = Self.allowedGrowth
    let growth = min(max(now / before, allowed.lowerBound), allowed.upperBound)
    let last = Array(values.suffix(week))
    return FormulaForecast { growth * last[$0 % week] }
  }
}
