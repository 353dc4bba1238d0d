package import Autoscaling

/// What a predictive policy did over a run.
package struct PredictiveOutcome: Sendable, Hashable {
  package let policy: String
  package let mode: PredictiveScaling.Mode
  /// Forecasts that were made; zero where there was too little history throughout.
  package let forecasts: Int
  /// Hours of the run that a forecast reached.
  package let hours: Int
  /// The most tasks that a forecast asked for.
  package let greatestCapacity: Int
  /// Sum of absolute errors over the sum of loads, for hours that were forecast and measured.
  package let relativeError: Double?

  package init(
    policy: String, mode: PredictiveScaling.Mode, forecasts: Int, hours: Int,
    greatestCapacity: Int, relativeError: Double?
  ) {
    self.policy = policy
    self.mode = mode
    self.forecasts = forecasts
    self.hours = hours
    self.greatestCapacity = greatestCapacity
    self.relativeError = relativeError
  }
}
