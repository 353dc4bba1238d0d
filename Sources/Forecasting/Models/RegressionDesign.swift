internal import LinearAlgebra

/// The regressors of an autoregression for one transform of one history.
///
/// Columns: the lags, the constant, the target, the harmonics. All rows count alike: with outliers
/// bounded in the history, Huber's weights made no validated forecast better and took as long again.
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
  private var grams: PrefixGrams

  var constantColumn: Int { lags.count }
  var targetColumn: Int { lags.count + 1 }
  var harmonicColumns: Range<Int> { lags.count + 2..<lags.count + 2 + harmonics.count }

  /// `nil` where the history is too short for any lag or does not vary.
  init?(
    series: [Double], transform: Transform, seasons: Seasons, harmonics: Harmonics
  ) {
    let offset = transform.lag(seasons)
    let count = series.count - offset
    let lags = Self.lags(seasons).filter { $0 < count / 3 }
    guard let longest = lags.last else { return nil }
    var changes = series
    if offset > 0 {
      changes.removeLast(offset)
      for index in 0..<count { changes[index] = series[index + offset] - series[index] }
    }
    let average = Statistics.mean(changes)
    var variance = 0.0
    for change in changes { variance += (change - average) * (change - average) }
    variance /= Double(count)
    guard variance > 0, variance.isFinite else { return nil }
    mean = offset == 0 ? average : 0
    deviation = variance.squareRoot()
    let (mean, factor) = (mean, 1 / deviation)
    for index in 0..<count { changes[index] = (changes[index] - mean) * factor }
    self.transform = transform
    self.lags = lags
    self.offset = offset
    self.harmonics = harmonics
    standardised = changes
    firstStep = offset + longest
    grams = PrefixGrams(columns: lags.count + 2 + harmonics.count)
  }

  /// Rows that the first `count` steps have; `nil` where they are too few for a regression.
  func rowCount(_ count: Int) -> Int? {
    let rows = count - firstStep
    return rows >= lags.count + 2 ? rows : nil
  }

  /// The Gram matrix of the first `rows` rows.
  func gram(rows: Int, _ accumulator: inout GramAccumulator) -> Matrix? {
    let longest = lags[lags.count - 1]
    return standardised.withUnsafeBufferPointer { series in
      grams.gram(rows: rows, &accumulator) { column, rows, buffer in
        if column > targetColumn {
          harmonics.fill(
            buffer, wave: column - targetColumn - 1, from: firstStep + rows.lowerBound)
        } else if column == constantColumn {
          buffer.update(repeating: 1)
        } else {
          let lag = column < lags.count ? lags[column] : 0
          let start = rows.lowerBound + longest - lag
          _ = buffer.update(fromContentsOf: series[start..<start + buffer.count])
        }
      }
    }
  }

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
