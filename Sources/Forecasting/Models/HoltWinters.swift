/// Exponential smoothing of level, damped trend and season on the logarithm: ETS(A,Ad,A).
///
/// Hyndman et al., "Forecasting with Exponential Smoothing", Springer 2008, in its error-correction
/// form. The smoothing weights are members of the pool instead of estimates: validation on the
/// history weighs them.
struct HoltWinters: ForecastModel {
  let season: SeasonalProfile.Season
  /// Weight of an error in the level.
  let level: Double
  /// Weight of an error in the season.
  let seasonal: Double

  /// Weight of an error in the trend, as a share of the level's.
  private static let trend = 0.1
  /// What is left of the trend after a step.
  private static let damping = 0.9

  var name: String { "Holt-Winters, \(season.rawValue), level \(level), season \(seasonal)" }

  func fit(_ history: History) -> (any FittedModel)? {
    let period = season == .week ? history.seasons.week : history.seasons.day
    guard history.seasons.hasDay, history.count >= 2 * period else { return nil }
    let first = history.logs.prefix(period)
    var base = first.reduce(0, +) / Double(period)
    var slope = 0.0
    var shape = first.map { $0 - base }
    var phase = 0
    for value in history.logs.dropFirst(period) {
      let expected = base + Self.damping * slope
      let error = value - expected - shape[phase]
      base = expected + level * error
      slope = Self.damping * slope + level * Self.trend * error
      shape[phase] += seasonal * error
      phase = phase + 1 == period ? 0 : phase + 1
    }
    let forecast = SmoothedState(base: base, slope: slope, shape: shape, phase: phase)
    return ScaledForecast(inner: forecast, history: history, scale: .logarithm)
  }

  private struct SmoothedState: FittedModel {
    let base: Double
    let slope: Double
    let shape: [Double]
    let phase: Int

    func predict(_ horizon: Int) -> [Double] {
      var damped = slope
      var drift = 0.0
      return (0..<horizon).map { step in
        damped *= damping
        drift += damped
        return base + drift + shape[(phase + step) % shape.count]
      }
    }
  }
}
