/// A ridge regression of the load on its own past, run forward step by step.
///
/// Hoerl and Kennard, "Ridge Regression", Technometrics 12 (1970). With a difference the penalty
/// shrinks towards the seasonal naive forecast. All members of the family share one Gram matrix for
/// each transform.
package struct RidgeAutoregression: ForecastModel {
  let transform: Transform
  /// Whether sines and cosines of the day and the week are regressors too.
  let hasHarmonics: Bool
  /// Penalty a row, on standardised data.
  let penalty: Double

  package init(transform: Transform, hasHarmonics: Bool, penalty: Double) {
    self.transform = transform
    self.hasHarmonics = hasHarmonics
    self.penalty = penalty
  }

  package var name: String {
    "autoregression, \(transform.name)" + (hasHarmonics ? ", harmonics" : "")
      + ", penalty \(penalty)"
  }

  package func fit(_ history: History) -> (any FittedModel)? {
    guard let design = history.designs.design(transform) else { return nil }
    var regressors = Array(0...design.constantColumn)
    if hasHarmonics {
      guard design.harmonics.count > 0 else { return nil }
      regressors += design.harmonicColumns
    }
    guard
      let coefficients = history.designs.coefficients(
        design, count: history.count, regressors: regressors, penalty: penalty)
    else { return nil }
    return Fitted(history: history, design: design, coefficients: coefficients)
  }

  private struct Fitted: FittedModel {
    let history: History
    let design: RegressionDesign
    /// Of the lags, the constant and the harmonics.
    let coefficients: [Double]

    func predict(_ horizon: Int) -> [Double] {
      let changes = changes(horizon)
      let lag = design.offset
      let base = history.series(design.transform.scale)
      var forecast = [Double](repeating: 0, count: horizon)
      for step in 0..<horizon {
        let change = changes[step] * design.deviation + design.mean
        let before =
          lag == 0 ? 0 : step < lag ? base[base.count - lag + step] : forecast[step - lag]
        forecast[step] = before + change
      }
      return history.levels(forecast, from: design.transform.scale)
    }

    /// The standardised transformed series ahead.
    private func changes(_ horizon: Int) -> [Double] {
      let lags = design.lags
      let longest = lags[lags.count - 1]
      let known = history.count - design.offset
      let waves = design.harmonics.sums(
        coefficients[(lags.count + 1)...], from: history.count, count: horizon)
      var track = [Double](repeating: 0, count: longest + horizon)
      for index in 0..<longest {
        track[index] = design.standardised[known - longest + index]
      }
      track.withUnsafeMutableBufferPointer { track in
        for step in 0..<horizon {
          var sum = coefficients[lags.count] + waves[step]
          for index in lags.indices {
            sum += coefficients[index] * track[longest + step - lags[index]]
          }
          track[longest + step] = sum
        }
      }
      return Array(track[longest...])
    }
  }
}
