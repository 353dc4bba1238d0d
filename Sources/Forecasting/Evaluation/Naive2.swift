/// The benchmark that the M4 competition measures by: the last value with the season put back,
/// where the series is seasonal.
///
/// Makridakis, Spiliotis and Assimakopoulos, "The M4 Competition", IJF 36 (2020), and the
/// competition's published code: a 90 % test of the autocorrelation at the season, then classical
/// multiplicative decomposition.
package enum Naive2 {
  /// The forecast of `horizon` steps after `values`.
  package static func forecast(_ values: [Double], season: Int, horizon: Int) -> [Double] {
    let last = values.last ?? 0
    guard isSeasonal(values, season: season),
      let figures = seasonalFigures(values, season: season)
    else { return Array(repeating: last, count: horizon) }
    let count = values.count
    let level = last / figures[(count - 1) % season]
    return (0..<horizon).map { level * figures[(count + $0) % season] }
  }

  /// Whether the autocorrelation at the season is significant at 90 %.
  static func isSeasonal(_ values: [Double], season: Int) -> Bool {
    let count = values.count
    guard season > 1, count >= 3 * season else { return false }
    let mean = Statistics.mean(values)
    let centred = values.map { $0 - mean }
    let variance = centred.reduce(0) { $0 + $1 * $1 }
    guard variance > 0 else { return false }
    let correlations = (1...season).map { lag in
      (lag..<count).reduce(0) { $0 + centred[$1] * centred[$1 - lag] } / variance
    }
    let squares = correlations.dropLast().reduce(0) { $0 + 2 * $1 * $1 }
    let limit = 1.645 * ((1 + squares) / Double(count)).squareRoot()
    return abs(correlations[season - 1]) > limit
  }

  /// Mean ratio to the centred moving average by phase, 1 on average; `nil` where a ratio is none.
  private static func seasonalFigures(_ values: [Double], season: Int) -> [Double]? {
    let count = values.count
    let half = season / 2
    var sums = [Double](repeating: 0, count: season)
    var members = [Double](repeating: 0, count: season)
    for index in half..<count - half {
      var average = values[index - half...index + half].reduce(0, +)
      if season.isMultiple(of: 2) {
        average -= (values[index - half] + values[index + half]) / 2
      }
      let ratio = values[index] / (average / Double(season))
      guard ratio.isFinite else { return nil }
      sums[index % season] += ratio
      members[index % season] += 1
    }
    let figures = zip(sums, members).map { $0 / $1 }
    let mean = Statistics.mean(figures)
    guard mean > 0, figures.allSatisfy({ $0.isFinite && $0 > 0 }) else { return nil }
    return figures.map { $0 / mean }
  }
}
