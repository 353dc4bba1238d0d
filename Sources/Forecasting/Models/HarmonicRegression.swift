internal import Glibc

/// Sines and cosines of the day and the week, with an autoregressive error: dynamic harmonic
/// regression on the logarithm.
///
/// Young, Pedregal and Tych, "Dynamic Harmonic Regression", J. Forecasting 18 (1999), in its
/// regression form: what the waves leave over decays by its own first autocorrelation.
package struct HarmonicRegression: ForecastModel {
  package enum Memory: Hashable, Sendable {
    /// All of the history with a straight trend.
    case trend
    /// Older steps count less: half at this many weeks back.
    case halfLife(weeks: Int)
  }

  let memory: Memory
  package init(memory: Memory) { self.memory = memory }

  private static let penalty = 1e-4

  package var name: String {
    switch memory {
    case .trend: "harmonic regression with trend"
    case .halfLife(let weeks): "harmonic regression, half-life \(weeks) weeks"
    }
  }

  package func fit(_ history: History) -> (any FittedModel)? {
    let week = history.seasons.week
    let count = history.count
    guard history.seasons.hasDay, count >= week else { return nil }
    let design = history.designs.harmonicDesign(memory)
    guard
      let coefficients = history.designs.coefficients(
        design, count: count, penalty: Self.penalty)
    else { return nil }
    // The waves repeat every week: their sum is worked out once for each phase.
    let waves = design.harmonics.sums(
      coefficients[design.firstWave...], from: 0, count: week)
    let constant = coefficients[0]
    let slope = design.hasTrend ? coefficients[1] : 0
    func fitted(_ step: Int) -> Double {
      constant + waves[step % week] + slope * design.trend(step)
    }
    var square = 0.0
    var product = 0.0
    var last = 0.0
    var phase = 0
    var trend = constant + slope * design.trend(0)
    let rise = slope * (design.trend(1) - design.trend(0))
    for value in history.logs {
      let left = value - waves[phase] - trend
      product += left * last
      square += left * left
      last = left
      trend += rise
      phase = phase + 1 == week ? 0 : phase + 1
    }
    let persistence = min(0.99, max(0, product / max(square, 1e-300)))
    let forecast = FormulaForecast { step in
      fitted(count + step) + last * pow(persistence, Double(step + 1))
    }
    return ScaledForecast(inner: forecast, history: history, scale: .logarithm)
  }
}
