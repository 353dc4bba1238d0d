internal import LinearAlgebra

/// The regression designs of one history, made when first asked for.
///
/// Every regression, at the end of the history and at each validation origin, takes its Gram matrix
/// from here.
final class RegressionDesigns {
  private let values: [Double]
  private let logs: [Double]
  private let seasons: Seasons
  private let harmonics: Harmonics
  private var designs: [RegressionDesign?]
  private var isMade: [Bool]
  private var harmonicDesigns: [HarmonicRegression.Memory: HarmonicDesign] = [:]
  private var accumulator = GramAccumulator()
  private var solver = RidgeSolver()

  /// Without `hasHarmonics` no autoregression can have any: half of the work.
  init(values: [Double], logs: [Double], seasons: Seasons, hasHarmonics: Bool) {
    self.values = values
    self.logs = logs
    self.seasons = seasons
    harmonics = hasHarmonics ? .ofAutoregressions(seasons) : .none
    designs = Array(repeating: nil, count: Transform.all.count)
    isMade = Array(repeating: false, count: Transform.all.count)
  }

  func design(_ transform: Transform) -> RegressionDesign? {
    let index = transform.index
    if !isMade[index] {
      isMade[index] = true
      designs[index] = RegressionDesign(
        series: transform.scale == .level ? values : logs, transform: transform, seasons: seasons,
        harmonics: transform.scale == .level ? .none : harmonics)
    }
    return designs[index]
  }

  func harmonicDesign(_ memory: HarmonicRegression.Memory) -> HarmonicDesign {
    if let design = harmonicDesigns[memory] { return design }
    let design = HarmonicDesign(logs: logs, seasons: seasons, memory: memory)
    harmonicDesigns[memory] = design
    return design
  }

  /// Ridge coefficients of the first `count` steps; `nil` without enough rows.
  ///
  /// The penalty is a share of the target's sum of squares in those steps, so that no scale of
  /// later ones has a part in it.
  func coefficients(
    _ design: RegressionDesign, count: Int, regressors: [Int], penalty: Double
  ) -> [Double]? {
    // The first Gram matrix is that of all rows, from which those of prefixes are taken.
    guard let all = design.rowCount(values.count), let rows = design.rowCount(count),
      design.gram(rows: all, &accumulator) != nil,
      let gram = design.gram(rows: rows, &accumulator)
    else { return nil }
    return try? solver.coefficients(
      gram: gram, regressors: regressors, target: design.targetColumn,
      penalty: penalty * gram[design.targetColumn, design.targetColumn])
  }

  /// Coefficients of a harmonic regression on the first `count` steps.
  func coefficients(_ design: HarmonicDesign, count: Int, penalty: Double) -> [Double]? {
    guard design.gram(count: values.count, &accumulator) != nil,
      let gram = design.gram(count: count, &accumulator)
    else { return nil }
    return try? solver.coefficients(
      gram: gram, regressors: Array(0..<design.targetColumn), target: design.targetColumn,
      penalty: penalty * design.weight(count))
  }
}
