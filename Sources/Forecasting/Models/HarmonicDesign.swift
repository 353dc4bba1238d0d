internal import Glibc
internal import LinearAlgebra

/// The regressors of a harmonic regression: the constant, the trend if any, the harmonics, the
/// target.
final class HarmonicDesign {
  let harmonics: Harmonics
  let hasTrend: Bool
  private let logs: [Double]
  /// Roots of the steps' weights.
  private let roots: [Double]
  private var grams: PrefixGrams

  var targetColumn: Int { firstWave + harmonics.count }
  var firstWave: Int { hasTrend ? 2 : 1 }

  init(logs: [Double], seasons: Seasons, memory: HarmonicRegression.Memory) {
    self.logs = logs
    harmonics = .ofRegressions(seasons)
    hasTrend = memory == .trend
    var roots = [Double](repeating: 1, count: logs.count)
    if case .halfLife(let weeks) = memory {
      let factor = pow(0.5, 0.5 / Double(weeks * seasons.week))
      for step in stride(from: logs.count - 2, through: 0, by: -1) {
        roots[step] = roots[step + 1] * factor
      }
    }
    self.roots = roots
    grams = PrefixGrams(columns: (hasTrend ? 3 : 2) + harmonics.count)
  }

  /// -1 at the first step of the history, 0 after the last.
  func trend(_ step: Int) -> Double { Double(step - logs.count) / Double(logs.count) }

  /// Sum of the weights of the first `count` steps.
  func weight(_ count: Int) -> Double { roots.prefix(count).reduce(0) { $0 + $1 * $1 } }

  func gram(count: Int, _ accumulator: inout GramAccumulator) -> Matrix? {
    grams.gram(rows: count, &accumulator) { column, rows, buffer in
      roots.withUnsafeBufferPointer { roots in
        guard let root = roots.baseAddress.map({ $0 + rows.lowerBound }) else { return }
        if column >= firstWave && column < targetColumn {
          harmonics.fill(
            buffer, wave: column - firstWave, from: rows.lowerBound, times: root)
          return
        }
        for (place, step) in rows.enumerated() {
          let value = column == 0 ? 1 : column == targetColumn ? logs[step] : trend(step)
          buffer[place] = value * root[place]
        }
      }
    }
  }
}
