/// How the members' forecasts become one.
///
/// Of these the trimmed mean is used, since it was best in validation inside the training part: OWA
/// of the last 48 hours of each series of M4 Hourly's odd half (`forecast evaluate --hold-out 48
/// --combination …`), of the 48 hours before the last 96, and the geometric mean over four load
/// traces of the ratio to the better seasonal naive forecast.
///
/// | | last 48 h | 96 h before | traces |
/// |---|---|---|---|
/// | trimmed mean | 0.361 | 0.359 | 0.723 |
/// | weighted median | 0.363 | 0.361 | 0.725 |
/// | weighted mean | 0.368 | 0.364 | 0.726 |
/// | stacking | 0.369 | 0.368 | 0.730 |
/// | median | 0.421 | 0.421 | 0.729 |
package enum Combination: String, Sendable, CaseIterable {
  /// At each step the mean of the middle half of the members' weight, weights by inverse validation
  /// error. Shares of 10 to 42 % cut at either end did no better than the quarter.
  case trimmedMean = "trimmed-mean"
  /// At each step the weighted median, weights likewise.
  case weightedMedian = "weighted-median"
  /// The mean with weights likewise.
  case weightedMean = "weighted-mean"
  /// The mean with the weights, not negative and adding up to 1, that make the validation errors
  /// least.
  case stacking
  /// At each step the median, all alike.
  case median

  /// Weight that is cut off at either end.
  private static let cut = 0.25

  /// Whether the weights come from validation.
  var isWeighted: Bool { self != .median }

  /// One forecast from those of the members, step by step.
  ///
  /// - Precondition: as many weights as members, not negative, not all 0.
  package func combine(_ forecasts: [[Double]], _ weights: [Double]) -> [Double] {
    switch self {
    case .trimmedMean:
      Statistics.weightedTrimmedMean(forecasts, weights, cut: Self.cut)
    case .weightedMedian, .median: Statistics.weightedMedian(forecasts, weights)
    case .weightedMean, .stacking: Statistics.weightedTrimmedMean(forecasts, weights, cut: 0)
    }
  }
}
