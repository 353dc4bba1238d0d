/// The Theta method on the logarithm without its weekly shape.
///
/// Assimakopoulos and Nikolopoulos, IJF 16 (2000); Hyndman and Billah, IJF 19 (2003): exponential
/// smoothing with half the slope of the least-squares line as drift.
struct Theta: ForecastModel {
  /// Weight of the newest value in the level.
  let smoothing: Double

  var name: String { "Theta, smoothing \(smoothing)" }

  func fit(_ history: History) -> (any FittedModel)? {
    let week = history.seasons.week
    let count = history.count
    guard count >= 2 * week, count >= 4 else { return nil }
    let logs = history.logs
    let mean = logs.reduce(0, +) / Double(count)
    var shape = [Double](repeating: 0, count: week)
    var phase = 0
    for value in logs {
      shape[phase] += value - mean
      phase = phase + 1 == week ? 0 : phase + 1
    }
    // Phases before the last one have one more value than the others.
    for index in 0..<week { shape[index] /= Double(count / week + (index < phase ? 1 : 0)) }
    let middle = Double(count - 1) / 2
    var level = (logs.first ?? 0) - shape[0]
    var covariance = 0.0
    var distance = -middle
    phase = 0
    for log in logs {
      let value = log - shape[phase]
      level += smoothing * (value - level)
      covariance += distance * value
      distance += 1
      phase = phase + 1 == week ? 0 : phase + 1
    }
    // Σ (i - middle)² over count points is count (count² - 1) / 12.
    let size = Double(count)
    let drift = covariance * 12 / (size * (size * size - 1)) / 2
    let forecast = FormulaForecast { step in
      level + drift * Double(step + 1) + shape[(count + step) % week]
    }
    return ScaledForecast(inner: forecast, history: history, scale: .logarithm)
  }
}
