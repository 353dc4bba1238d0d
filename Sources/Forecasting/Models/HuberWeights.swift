internal import LinearAlgebra

/// Weights of the rows of an autoregression by iteratively reweighted least squares.
enum HuberWeights {
  /// Bound of an ordinary residual in standard deviations: 95 % efficiency for normal errors.
  private static let bound = 1.345
  /// Ridge penalty a row.
  private static let penalty = 1e-2

  /// Roots of the weights, 1 on average, of the rows from step `longest` on; `nil` where the
  /// regression has no solution.
  static func roots(
    _ series: [Double], lags: [Int], longest: Int, passes: Int,
    accumulator: inout GramAccumulator, solver: inout RidgeSolver
  ) -> [Double]? {
    let count = series.count - longest
    let columns = lags.count + 2
    let regressors = Array(0..<columns - 1)
    var roots = [Double](repeating: 1, count: count)
    var residuals = roots
    guard let empty = try? Matrix(rows: columns, columns: columns) else { return nil }
    for _ in 0..<passes {
      let gram = series.withUnsafeBufferPointer { series in
        roots.withUnsafeBufferPointer { roots in
          try? accumulator.add(1, to: empty, rows: 0..<count) { column, rows, buffer in
            let isConstant = column == lags.count
            let start = rows.lowerBound + (column < lags.count ? longest - lags[column] : longest)
            let first = rows.lowerBound
            for place in 0..<buffer.count {
              buffer[place] = (isConstant ? 1 : series[start + place]) * roots[first + place]
            }
          }
        }
      }
      guard let gram,
        let coefficients = try? solver.coefficients(
          gram: gram, regressors: regressors, target: columns - 1,
          penalty: penalty * Double(count))
      else { return nil }
      series.withUnsafeBufferPointer { series in
        residuals.withUnsafeMutableBufferPointer { residuals in
          let constant = coefficients[lags.count]
          for row in 0..<count { residuals[row] = series[longest + row] - constant }
          for (lag, coefficient) in zip(lags, coefficients) {
            let start = longest - lag
            for row in 0..<count { residuals[row] -= coefficient * series[start + row] }
          }
        }
      }
      weigh(&residuals, into: &roots)
    }
    return roots
  }

  private static func weigh(_ residuals: inout [Double], into roots: inout [Double]) {
    for row in residuals.indices { residuals[row] = abs(residuals[row]) }
    var sizes = residuals
    // A normal distribution's median absolute deviation is 0.6745 standard deviations.
    let limit = bound * Statistics.median(&sizes) / 0.6745 + 1e-9
    var total = 0.0
    for row in residuals.indices {
      let weight = min(1, limit / max(residuals[row], 1e-12))
      roots[row] = weight
      total += weight
    }
    let scale = Double(residuals.count) / total
    for row in roots.indices { roots[row] = (roots[row] * scale).squareRoot() }
  }
}
