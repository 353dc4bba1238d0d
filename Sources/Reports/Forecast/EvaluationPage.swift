package import Forecasting

/// Scores in the M4 competition's terms, for people.
package enum EvaluationPage {
  package static func lines(_ evaluation: Evaluation) -> [String] {
    func line(_ name: String, _ value: Double?, _ decimals: Int) -> String {
      name.padded(to: 22)
        + (value.map { Figures.fixed($0, decimals: decimals) } ?? "none: no intervals")
    }
    return [
      "series".padded(to: 22) + "\(evaluation.series), \(evaluation.horizon) steps ahead",
      line("sMAPE", evaluation.smape, 3),
      line("MASE", evaluation.mase, 3),
      line("OWA", evaluation.owa, 4),
      line("MSIS 95 %", evaluation.msis95, 3),
      line("coverage of 80 %", evaluation.coverage80, 3),
      line("coverage of 95 %", evaluation.coverage95, 3),
      line("CPU seconds, points", evaluation.cpuSeconds, 3),
      line("CPU seconds, intervals", evaluation.intervalCPUSeconds, 3),
      line("wall seconds", evaluation.wallSeconds, 3),
      "BLAS kernels".padded(to: 22) + evaluation.blasCore,
    ]
  }
}

extension String {
  /// The text with spaces after it, so that columns align.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(1, width + 2 - count))
  }
}
