package import Forecasting

/// Scores as JSON: `series, horizon, smape, mase, owa, msis95, coverage80, coverage95, cpu_seconds,
/// interval_cpu_seconds, wall_seconds` Naive2's own and the BLAS kernels.
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
    let cpuSeconds: Double
    let intervalCpuSeconds: Double
    let wallSeconds: Double
    let blasCore: String
    let naive2Smape: Double
    let naive2Mase: Double
  }

  package static func bytes(_ evaluation: Evaluation) throws -> [UInt8] {
    let body = Body(
      series: evaluation.series, horizon: evaluation.horizon, smape: evaluation.smape,
      mase: evaluation.mase, owa: evaluation.owa, msis95: evaluation.msis95,
      coverage80: evaluation.coverage80, coverage95: evaluation.coverage95,
      cpuSeconds: evaluation.cpuSeconds, intervalCpuSeconds: evaluation.intervalCPUSeconds,
      wallSeconds: evaluation.wallSeconds, blasCore: evaluation.blasCore,
      naive2Smape: evaluation.naive2.smape,
      naive2Mase: evaluation.naive2.mase)
    return try ForecastDocument.bytes(body)
  }
}
