package import Forecasting

/// Scores as JSON: `series, horizon, smape, mase, owa, msis95, coverage80, coverage95, cpu_seconds,
/// interval_cpu_seconds, wall_seconds`, Naive2's own scores and the BLAS kernels.
///
/// `msis95` and the coverages are null for a method without intervals.
package enum EvaluationJSON {
  private struct Body: Encodable {
    let series: Int
    let horizon: Int
    let smape: Double
    let mase: Double
    let owa: Double
    let msis95: Score
    let coverage80: Score
    let coverage95: Score
    let cpuSeconds: Double
    let intervalCpuSeconds: Double
    let wallSeconds: Double
    let blasCore: String
    let naive2Smape: Double
    let naive2Mase: Double
  }

  /// A number or null.
  private struct Score: Encodable {
    let value: Double?

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      if let value { try container.encode(value) } else { try container.encodeNil() }
    }
  }

  package static func bytes(_ evaluation: Evaluation) throws -> [UInt8] {
    let body = Body(
      series: evaluation.series, horizon: evaluation.horizon, smape: evaluation.smape,
      mase: evaluation.mase, owa: evaluation.owa, msis95: Score(value: evaluation.msis95),
      coverage80: Score(value: evaluation.coverage80),
      coverage95: Score(value: evaluation.coverage95),
      cpuSeconds: evaluation.cpuSeconds, intervalCpuSeconds: evaluation.intervalCPUSeconds,
      wallSeconds: evaluation.wallSeconds, blasCore: evaluation.blasCore,
      naive2Smape: evaluation.naive2.smape,
      naive2Mase: evaluation.naive2.mase)
    return try ForecastDocument.bytes(body)
  }
}
