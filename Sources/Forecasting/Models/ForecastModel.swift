/// A way to forecast: one type and one file each, and one line in `ForecastModels.all`.
package protocol ForecastModel: Sendable {
  /// Names the model and its settings; no two of the registry are alike.
  var name: String { get }

  /// Learns from a history; `nil` where it is too short for this model.
  func fit(_ history: History) -> (any FittedModel)?
}

/// A model that has seen a history.
package protocol FittedModel {
  /// The load of the next `horizon` steps.
  ///
  /// Whoever combines models takes care of values that are negative or not finite.
  func predict(_ horizon: Int) -> [Double]
}

/// Values that come from a formula of the step alone.
struct FormulaForecast: FittedModel {
  /// The value of step 0, 1, … after the history.
  let value: (Int) -> Double

  func predict(_ horizon: Int) -> [Double] { (0..<horizon).map(value) }
}

/// A forecast on the logarithm, taken back to levels.
struct ScaledForecast: FittedModel {
  let inner: any FittedModel
  let history: History
  let scale: Transform.Scale

  func predict(_ horizon: Int) -> [Double] {
    history.levels(inner.predict(horizon), from: scale)
  }
}
