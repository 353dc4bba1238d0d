internal import Glibc
internal import LinearAlgebra

/// Sines and cosines of the day and the week, with an autoregressive error: dynamic harmonic
/// regression on the logarithm.
///
/// Young, Pedregal and Tych, "Dynamic Harmonic Regression", J. Forecasting 18 (1999), in its
/// regression form: what the waves leave over decays by its own first autocorrelation.
struct HarmonicRegression: ForecastModel {
  enum Memory: Hashable {
    /// All of the history with a straight trend.
    case trend
    /// Older steps count less: half at this many weeks back.
    case halfLife(weeks: Int)
  }

  let memory: Memory
  private static let penalty = 1e-4

  var name: String {
    switch memory {
    case .trend: "harmonic regression with trend"
    case .halfLife(let weeks): "harmonic regression, half-life \(weeks) weeks"
    }
  }

  func fit(_ history: History) -> (any FittedModel)? {
    let harmonics = Harmonics(seasons: history.seasons, daily: 8, weekly: 12)
    let count = history.count
    guard harmonics.count > 0, count >= history.seasons.week else { return nil }
    let extra = memory == .trend ? 2 : 1
    let columns = extra + harmonics.count + 1
    guard var rows = try? Matrix(rows: count, columns: columns) else { return nil }
    rows.elements.withUnsafeMutableBufferPointer { elements in
      func column(_ index: Int) -> UnsafeMutableBufferPointer<Double> {
        UnsafeMutableBufferPointer(rebasing: elements[index * count..<(index + 1) * count])
      }
      column(0).update(repeating: 1)
      if extra == 2 {
        let trend = column(1)
        for step in 0..<count { trend[step] = Self.trend(step, count) }
      }
      for wave in 0..<harmonics.count {
        harmonics.fill(column(extra + wave), wave: wave, from: 0)
      }
      _ = column(columns - 1).update(fromContentsOf: history.logs)
    }
    var solver = RidgeSolver()
    let weights = roots(count, week: history.seasons.week)
    let total = weights.reduce(0) { $0 + $1 * $1 }
    guard
      let coefficients = try? solver.coefficients(
        gram: try weighted(rows, by: weights).gram(), regressors: Array(0..<columns - 1),
        target: columns - 1, penalty: Self.penalty * total),
      let fitted = try? rows.times(coefficients)
    else { return nil }
    let left = zip(history.logs, fitted).map { $0 - $1 }
    return ScaledForecast(
      inner: forecast(coefficients, harmonics: harmonics, count: count, left: left),
      history: history, scale: .logarithm)
  }

  private func forecast(
    _ coefficients: [Double], harmonics: Harmonics, count: Int, left: [Double]
  ) -> FormulaForecast {
    let extra = memory == .trend ? 2 : 1
    let square = left.reduce(0) { $0 + $1 * $1 }
    let product = zip(left, left.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
    let persistence = min(0.99, max(0, product / max(square, 1e-300)))
    let last = left.last ?? 0
    return FormulaForecast { step in
      var value = coefficients[0] + harmonics.sum(coefficients[extra...], at: count + step)
      if extra == 2 { value += coefficients[1] * Self.trend(count + step, count) }
      return value + last * pow(persistence, Double(step + 1))
    }
  }

  private static func trend(_ step: Int, _ count: Int) -> Double {
    Double(step - count) / Double(count)
  }

  /// Roots of the weights of the steps.
  private func roots(_ count: Int, week: Int) -> [Double] {
    guard case .halfLife(let weeks) = memory else { return Array(repeating: 1, count: count) }
    let factor = pow(0.5, 0.5 / Double(weeks * week))
    var roots = [Double](repeating: 1, count: count)
    for step in stride(from: count - 2, through: 0, by: -1) {
      roots[step] = roots[step + 1] * factor
    }
    return roots
  }

  private func weighted(_ rows: Matrix, by roots: [Double]) -> Matrix {
    guard memory != .trend else { return rows }
    var rows = rows
    for column in 0..<rows.columns {
      let start = column * rows.rows
      for row in 0..<rows.rows { rows.elements[start + row] *= roots[row] }
    }
    return rows
  }
}
