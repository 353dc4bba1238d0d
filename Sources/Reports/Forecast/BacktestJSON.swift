package import Forecasting
internal import Units

/// A backtest as JSON: the means, the skill, coverage, and errors by origin and by step ahead.
package enum BacktestJSON {
  private struct Body: Encodable {
    let name: String
    let step_seconds: Int64
    let horizon: Int
    let mase: Double
    let naive_day_mase: Double
    let naive_week_mase: Double
    let skill: Double
    let coverage: [Coverage]
    let origins: [Origin]
    let steps: [Step]
    let remarks: [String]
  }

  private struct Coverage: Encodable {
    let level: Double
    let share: Double
  }

  private struct Origin: Encodable {
    let start: String?
    let known_steps: Int
    let mase: Double
    let naive_day_mase: Double
    let naive_week_mase: Double
  }

  private struct Step: Encodable {
    let step: Int
    let mase: Double
    let naive_day_mase: Double
    let naive_week_mase: Double
  }

  package static func bytes(_ backtest: Backtest) throws -> [UInt8] {
    try ForecastDocument.bytes(
      Body(
        name: backtest.name, step_seconds: backtest.step, horizon: backtest.horizon,
        mase: backtest.mase, naive_day_mase: backtest.naiveDay,
        naive_week_mase: backtest.naiveWeek, skill: backtest.skill,
        coverage: backtest.coverage.map { Coverage(level: $0.level, share: $0.share) },
        origins: backtest.origins.map {
          Origin(
            start: $0.start?.description, known_steps: $0.known, mase: $0.mase,
            naive_day_mase: $0.naiveDay, naive_week_mase: $0.naiveWeek)
        },
        steps: backtest.steps.enumerated().map {
          Step(
            step: $0.offset + 1, mase: $0.element.mase, naive_day_mase: $0.element.naiveDay,
            naive_week_mase: $0.element.naiveWeek)
        },
        remarks: backtest.remarks))
  }
}
