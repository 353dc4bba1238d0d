internal import Glibc

/// A history up to some step as models see it: what follows that step cannot be reached.
///
/// Validation takes prefixes of one history; they share the regression designs.
package struct History {
  /// Observed load, gaps filled, finite and not negative; indices start at 0.
  let values: ArraySlice<Double>
  /// log(value + `logOffset`).
  let logs: ArraySlice<Double>
  /// Keeps zeros out of the logarithm; 0 where all values are positive.
  let logOffset: Double
  let seasons: Seasons
  /// The largest value.
  let largest: Double
  let designs: RegressionDesigns

  var count: Int { values.count }

  /// - Complexity: O(values).
  package init(values: [Double], seasons: Seasons, hasHarmonics: Bool = true) {
    let smallest = values.min() ?? 0
    let mean = values.reduce(0, +) / Double(max(1, values.count))
    let offset = smallest > 0 ? 0 : max(mean / 100, .leastNormalMagnitude)
    let logs = values.map { log($0 + offset) }
    self.values = values[...]
    self.logs = logs[...]
    logOffset = offset
    self.seasons = seasons
    largest = values.max() ?? 0
    designs = RegressionDesigns(
      values: values, logs: logs, seasons: seasons, hasHarmonics: hasHarmonics)
  }

  private init(_ history: History, count: Int) {
    values = history.values.prefix(count)
    logs = history.logs.prefix(count)
    logOffset = history.logOffset
    seasons = history.seasons
    largest = values.max() ?? 0
    designs = history.designs
  }

  /// The history as it was after `count` steps.
  package func prefix(_ count: Int) -> History { History(self, count: count) }

  /// Values or logarithms.
  func series(_ scale: Transform.Scale) -> ArraySlice<Double> {
    scale == .level ? values : logs
  }

  /// Values back from `scale`, each at most e times what was ever seen.
  func levels(_ forecast: [Double], from scale: Transform.Scale) -> [Double] {
    guard scale == .logarithm else { return forecast }
    let highest = log(largest + logOffset) + 1
    return forecast.map { exp(min($0, highest)) - logOffset }
  }
}
