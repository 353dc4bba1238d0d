package import Units

/// Forecasts a load from its history.
package struct Forecaster: Sendable {
  /// How much work a forecast may be.
  package enum Preset: String, Sendable, CaseIterable {
    /// Every model, weighted by validation on the history itself.
    case accurate
    /// A few models without validation, for thousands of series a second.
    case fast
  }

  package var preset: Preset
  /// What the load is multiplied by for reasons that the history does not show; 1 for none.
  package var growth: Double
  /// What the load is multiplied by with every month (730 h) ahead, likewise; 1.05 for 5 % a month.
  package var monthlyGrowth: Double
  /// The clock and the holidays that the load may follow.
  package var calendar: ForecastCalendar
  /// How the accurate preset's models become one forecast.
  package var combination: Combination

  package init(
    preset: Preset = .accurate, growth: Double = 1, monthlyGrowth: Double = 1,
    calendar: ForecastCalendar = ForecastCalendar(), combination: Combination = .trimmedMean
  ) {
    self.preset = preset
    self.growth = growth
    self.monthlyGrowth = monthlyGrowth
    self.calendar = calendar
    self.combination = combination
  }

  /// The point forecast alone, from which `finish()` makes the whole one.
  ///
  /// - Throws: as `forecast(_:horizon:)`.
  package func point(
    _ history: TimeSeries, horizon: Int
  ) throws(InputError) -> PendingForecast {
    try PendingForecast(self, history, horizon: horizon)
  }

  /// The load in the `horizon` steps that follow `history`.
  ///
  /// - Throws: `InputError.invalid` when the horizon or the growth is out of range.
  package func forecast(_ history: TimeSeries, horizon: Int) throws(InputError) -> Forecast {
    try point(history, horizon: horizon).finish()
  }
}
