package import Forecasting
internal import Units

/// A backtest as JSON: the means, the skill, coverage, and errors by origin and by step ahead.
package enum BacktestJSON {
  private struct Body: Encodable {
    let name: String
    let stepSeconds: Int64
    let horizon: Int
    let mase: Double
    let naiveDayMase: Double
    let naiveWeekMase: Double
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
    let knownSteps: Int
    let mase: Double
    let naiveDayMase: Double
    let naiveWeekMase: Double
  }

  private struct Step: Encodable {
    let step: Int
    let mase: Double
    let naiveDayMase: Double
    let naiveWeekMase: Double
  }

  package static func bytes(_ backtest: Backtest) throws -> [UInt8] {
    try ForecastDocument.bytes(
      Body(
        name: backtest.name, stepSeconds: backtest.step, horizon: backtest.horizon,
        mase: backtest.mase, naiveDayMase: backtest.naiveDay,
        naiveWeekMase: backtest.naiveWeek, skill: backtest.skill,
        coverage: backtest.coverage.map { Coverage(level: $0.level, share: $0.share) },
        origins: backtest.origins.map {
          Origin(
            start: $0.start?.description, knownSteps: $0.known, mase: $0.mase,
            naiveDayMase: $0.naiveDay, naiveWeekMase: $0.naiveWeek)
        },
        steps: backtest.steps.enumerated().map {
          Step(
            step: $0.offset + 1, mase: $0.element.mase, naiveDayMase: $0.element.naiveDay,
            naiveWeekMase: $0.element.naiveWeek)
        },
        remarks: backtest.remarks))
  }
}
