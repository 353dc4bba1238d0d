package import Units

/// Forecasts an hourly load; supplied from above, so that the simulation knows no models.
package protocol LoadForecaster: Sendable {
  /// The load of the `hours` hours that follow a history.
  ///
  /// - Parameters:
  ///   - history: a load for each clock hour, oldest first; `nil` for one that was not observed.
  ///   - start: when the first hour begins.
  /// - Returns: `hours` values, finite and not negative; `nil` where nothing can be said.
  func forecast(_ history: [Double?], from start: UTCTime, hours: Int) -> [Double]?
}

/// What a predictive policy learns from besides the run itself.
package struct ForecastSource: Sendable {
  package let forecaster: any LoadForecaster
  /// Requests of the whole system in the clock hours before the one in which the run starts, oldest
  /// first; `nil` for an hour that is not known.
  package let requests: [Double?]

  package init(forecaster: any LoadForecaster, requests: [Double?]) {
    self.forecaster = forecaster
    self.requests = requests
  }
}
