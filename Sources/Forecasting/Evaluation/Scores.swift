/// The M4 competition's scores of a forecast against what came.
package enum Scores {
  /// Symmetric absolute percentage error, mean over the steps, 0...200; two zeros agree.
  package static func smape(_ actual: [Double], _ forecast: [Double]) -> Double {
    Statistics.mean(
      zip(actual, forecast).map { actual, forecast in
        let size = abs(actual) + abs(forecast)
        return size > 0 ? 200 * abs(actual - forecast) / size : 0
      })
  }

  /// Mean absolute error of the seasonal naive forecast inside the history: what MASE divides by.
  ///
  /// `nil` where the history is no longer than a season or repeats exactly.
  package static func scale(_ history: [Double], season: Int) -> Double? {
    guard history.count > season else { return nil }
    let scale = Statistics.mean(
      (season..<history.count).map { abs(history[$0] - history[$0 - season]) })
    return scale > 0 ? scale : nil
  }

  /// Mean absolute error over `scale`.
  package static func mase(_ actual: [Double], _ forecast: [Double], scale: Double) -> Double {
    Statistics.mean(zip(actual, forecast).map { abs($0 - $1) }) / scale
  }

  /// Mean scaled interval score (Gneiting and Raftery, JASA 102, 2007).
  package static func msis(
    _ actual: [Double], _ interval: PredictionInterval, scale: Double
  ) -> Double {
    let penalty = 2 / (1 - interval.level)
    let scores = actual.indices.map { index -> Double in
      let (lower, upper) = (interval.lower[index], interval.upper[index])
      let below = max(0, lower - actual[index])
      let above = max(0, actual[index] - upper)
      return upper - lower + penalty * (below + above)
    }
    return Statistics.mean(scores) / scale
  }

  /// Share of the steps inside the interval.
  package static func coverage(_ actual: [Double], _ interval: PredictionInterval) -> Double {
    let inside = actual.indices.count {
      interval.lower[$0] <= actual[$0] && actual[$0] <= interval.upper[$0]
    }
    return Double(inside) / Double(max(1, actual.count))
  }
}
