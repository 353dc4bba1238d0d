package import Forecasting

/// Scores as JSON: `series, horizon, smape, mase, owa, msis95, coverage80, coverage95, cpu_seconds,
/// interval_cpu_seconds, wall_seconds` and Naive2's own.
package enum EvaluationJSON {
  private struct Body: Encodable {
    let series: Int
    let horizon: Int
    let smape: Double
    let mase: Double
    let owa: Double
    let msis95: Double
    let coverage80: Double
    let coverage95: Double
    let cpu_seconds: Double
    let interval_cpu_seconds: Double
    let wall_seconds: Double
    let naive2_smape: Double
    let naive2_mase: Double
  }

  package static func bytes(_ evaluation: Evaluation) throws -> [UInt8] {
    let body = Body(
      series: evaluation.series, horizon: evaluation.horizon, smape: evaluation.smape,
      mase: evaluation.mase, owa: evaluation.owa, msis95: evaluation.msis95,
      coverage80: evaluation.coverage80, coverage95: evaluation.coverage95,
      cpu_seconds: evaluation.cpuSeconds, interval_cpu_seconds: evaluation.intervalCPUSeconds,
      wall_seconds: evaluation.wallSeconds, naive2_smape: evaluation.naive2.smape,
      naive2_mase: evaluation.naive2.mase)
    return try ForecastDocument.bytes(body)
  }
}
