/// A ridge regression of the load on its own past, run forward step by step.
///
/// Hoerl and Kennard, "Ridge Regression", Technometrics 12 (1970). With a difference the penalty
/// shrinks towards the seasonal naive forecast. All members of the family share one Gram matrix for
/// each transform.
package struct RidgeAutoregression: ForecastModel {
  let transform: Transform
  /// Whether sines and cosines of the day and the week are regressors too.
  let hasHarmonics: Bool
  /// Penalty as a share of the target's sum of squares.
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
      var forecast = changes(horizon)
      let lag = design.offset
      let (deviation, mean) = (design.deviation, design.mean)
      let base = history.series(design.transform.scale).suffix(lag)
      base.withUnsafeBufferPointer { base in
        forecast.withUnsafeMutableBufferPointer { forecast in
          for step in 0..<horizon {
            let before = lag == 0 ? 0 : step < lag ? base[step] : forecast[step - lag]
            forecast[step] = before + forecast[step] * deviation + mean
          }
        }
      }
      return history.levels(forecast, from: design.transform.scale)
    }

    /// The standardised transformed series ahead.
    private func changes(_ horizon: Int) -> [Double] {
      let lags = design.lags
      let longest = lags[lags.count - 1]
      let known = history.count - design.offset
      let count = lags.count
      var ahead = [Double](repeating: coefficients[count], count: horizon)
      if coefficients.count > count + 1 {
        ahead = design.harmonics.sums(
          coefficients[(count + 1)...], from: history.count, count: horizon)
        for step in 0..<horizon { ahead[step] += coefficients[count] }
      }
      var track = [Double](design.standardised[known - longest..<known])
      track.append(contentsOf: ahead)
      track.withUnsafeMutableBufferPointer { track in
        lags.withUnsafeBufferPointer { lags in
          coefficients.withUnsafeBufferPointer { coefficients in
            for place in longest..<longest + horizon {
              var sum = track[place]
              for index in 0..<count { sum += coefficients[index] * track[place - lags[index]] }
              track[place] = sum
            }
          }
        }
      }
      return Array(track[longest...])
    }
  }
}
