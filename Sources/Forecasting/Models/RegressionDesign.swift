internal import LinearAlgebra

/// The regressors of an autoregression for one transform of one history, and their Gram matrix.
///
/// Columns: the lags, the constant, the target, the harmonics. Rows are weighted by Huber's rule
/// (Huber, "Robust Estimation of a Location Parameter", 1964) from the residuals of a plain
/// regression, so that an outlier pulls on no model more than a large ordinary error does. A prefix
/// of the history has the Gram matrix of all rows less that of the rows that follow it.
final class RegressionDesign {
  let transform: Transform
  /// Lags in steps, rising.
  let lags: [Int]
  let harmonics: Harmonics
  /// Transformed series less `mean`, over `deviation`; element i belongs to step i + `offset`.
  let standardised: [Double]
  let offset: Int
  let mean: Double
  let deviation: Double
  /// The step of the first row.
  private let firstStep: Int
  private let rows: Matrix
  /// Gram matrices by the number of steps they know, the longest first.
  private var grams: [(count: Int, gram: Matrix)]

  var lagColumns: Range<Int> { 0..<lags.count }
  var constantColumn: Int { lags.count }
  var targetColumn: Int { lags.count + 1 }
  var harmonicColumns: Range<Int> { lags.count + 2..<lags.count + 2 + harmonics.count }

  /// Settings of Huber's rule: passes, bound in standard deviations, and the ridge penalty a row of
  /// the plain regression.
  private static let passes = 2
  private static let bound = 1.345
  private static let plainPenalty = 1e-2

  /// `nil` where the history is too short for any lag or does not vary.
  init?(series: [Double], transform: Transform, seasons: Seasons) {
    let offset = transform.lag(seasons)
    let count = series.count - offset
    let lags = Self.lags(seasons).filter { $0 < count / 3 }
    guard let longest = lags.last else { return nil }
    var changes = [Double](repeating: 0, count: count)
    for index in 0..<count {
      changes[index] = offset == 0 ? series[index] : series[index + offset] - series[index]
    }
    let average = Statistics.mean(changes)
    let variance = changes.reduce(0) { $0 + ($1 - average) * ($1 - average) } / Double(count)
    guard variance > 0, variance.isFinite else { return nil }
    mean = offset == 0 ? average : 0
    deviation = variance.squareRoot()
    for index in 0..<count { changes[index] = (changes[index] - mean) / deviation }
    self.transform = transform
    self.lags = lags
    self.offset = offset
    standardised = changes
    firstStep = offset + longest
    harmonics = Harmonics(seasons: seasons, daily: 6, weekly: 6)
    do {
      rows = try Self.weightedRows(
        changes, lags: lags, harmonics: harmonics, firstStep: firstStep)
      grams = [(series.count, try rows.gram())]
    } catch {
      return nil
    }
  }

  /// The Gram matrix of the first `count` steps; `nil` where they hold too few rows.
  func gram(count: Int) -> Matrix? {
    guard count - firstStep >= lags.count + 2,
      let place = grams.lastIndex(where: { $0.count >= count })
    else { return nil }
    let known = grams[place]
    if known.count == count { return known.gram }
    let unknown = count - firstStep..<known.count - firstStep
    guard let gram = try? known.gram.removingGram(of: rows, rows: unknown) else { return nil }
    grams.insert((count, gram), at: place + 1)
    return gram
  }

  /// Rows that a prefix of `count` steps has.
  func rowCount(_ count: Int) -> Int { count - firstStep }

  /// The last hours, half a day, the same time of the last days, a week and two weeks ago.
  private static func lags(_ seasons: Seasons) -> [Int] {
    let day = seasons.day
    var lags = Set(1...6)
    lags.insert(day / 2)
    for days in [1, 2, 7] { lags.formUnion(days * day - 1...days * day + 1) }
    for days in [3, 4, 5, 6, 14] { lags.insert(days * day) }
    return lags.filter { $0 > 0 }.sorted()
  }
}

// MARK: - Rows

extension RegressionDesign {
  /// All rows, each times the root of its weight.
  private static func weightedRows(
    _ series: [Double], lags: [Int], harmonics: Harmonics, firstStep: Int
  ) throws(LinearAlgebraError) -> Matrix {
    let longest = lags[lags.count - 1]
    let count = series.count - longest
    let base = lags.count + 2
    var rows = try Matrix(rows: count, columns: base + harmonics.count)
    rows.elements.withUnsafeMutableBufferPointer { elements in
      func column(_ index: Int) -> UnsafeMutableBufferPointer<Double> {
        UnsafeMutableBufferPointer(rebasing: elements[index * count..<(index + 1) * count])
      }
      for (index, lag) in lags.enumerated() {
        _ = column(index).update(fromContentsOf: series[longest - lag..<series.count - lag])
      }
      column(base - 2).update(repeating: 1)
      _ = column(base - 1).update(fromContentsOf: series[longest...])
      for wave in 0..<harmonics.count {
        harmonics.fill(column(base + wave), wave: wave, from: firstStep)
      }
    }
    let roots = try rootWeights(rows, base: base)
    for column in 0..<rows.columns {
      for row in 0..<count { rows.elements[column * count + row] *= roots[row] }
    }
    return rows
  }

  /// Roots of Huber's weights, which are 1 on average, from a regression on the lags alone.
  private static func rootWeights(
    _ rows: Matrix, base: Int
  ) throws(LinearAlgebraError) -> [Double] {
    let count = rows.rows
    var roots = [Double](repeating: 1, count: count)
    var solver = RidgeSolver()
    var block = try Matrix(
      rows: count, columns: base, elements: Array(rows.elements.prefix(count * base)))
    let plain = block
    for pass in 0..<passes {
      if pass > 0 {
        for column in 0..<base {
          let start = column * count
          for row in 0..<count {
            block.elements[start + row] = plain.elements[start + row] * roots[row]
          }
        }
      }
      let coefficients = try solver.coefficients(
        gram: try block.gram(), regressors: Array(0..<base - 1), target: base - 1,
        penalty: plainPenalty * Double(count))
      let fitted = try plain.times(coefficients)
      let target = (base - 1) * count
      var sizes = (0..<count).map { abs(plain.elements[target + $0] - fitted[$0]) }
      let residuals = sizes
      // A normal distribution's median absolute deviation is 0.6745 standard deviations.
      let limit = bound * Statistics.median(&sizes) / 0.6745 + 1e-9
      var total = 0.0
      for row in 0..<count {
        let weight = min(1, limit / max(residuals[row], 1e-12))
        roots[row] = weight
        total += weight
      }
      let scale = Double(count) / total
      for row in 0..<count { roots[row] = (roots[row] * scale).squareRoot() }
    }
    return roots
  }
}
