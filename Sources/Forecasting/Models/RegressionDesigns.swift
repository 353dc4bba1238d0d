internal import LinearAlgebra

/// The regression designs of one history, made when first asked for.
///
/// Every autoregression of a transform, at the end of the history and at each validation origin,
/// takes its Gram matrix from here.
final class RegressionDesigns {
  private let values: [Double]
  private let logs: [Double]
  private let seasons: Seasons
  private var designs: [RegressionDesign?]
  private var isMade: [Bool]
  private var solver = RidgeSolver()

  init(values: [Double], logs: [Double], seasons: Seasons) {
    self.values = values
    self.logs = logs
    self.seasons = seasons
    designs = Array(repeating: nil, count: Transform.all.count)
    isMade = Array(repeating: false, count: Transform.all.count)
  }

  func design(_ transform: Transform) -> RegressionDesign? {
    let index = transform.index
    if !isMade[index] {
      isMade[index] = true
      designs[index] = RegressionDesign(
        series: transform.scale == .level ? values : logs, transform: transform, seasons: seasons)
    }
    return designs[index]
  }

  /// Ridge coefficients of the first `count` steps, `penalty` a row; `nil` without enough rows.
  func coefficients(
    _ design: RegressionDesign, count: Int, regressors: [Int], penalty: Double
  ) -> [Double]? {
    guard let gram = design.gram(count: count) else { return nil }
    return try? solver.coefficients(
      gram: gram, regressors: regressors, target: design.targetColumn,
      penalty: penalty * Double(design.rowCount(count)))
  }
}
