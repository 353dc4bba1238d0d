package import Units

/// What the load will be: a point forecast, its error, and how it came about.
package struct Forecast: Sendable {
  /// A model's share in the point forecast.
  package struct Share: Sendable, Hashable {
    package let model: String
    /// 0...1; the shares of a forecast add up to 1.
    package let weight: Double
  }

  package let name: String
  /// The instant at which the first forecast step begins; `nil` without a calendar.
  package let start: UTCTime?
  /// Length of a step in seconds.
  package let step: Int64
  /// The expected load in each step, finite and not negative.
  package let point: [Double]
  /// The distribution of the errors, by step and jointly.
  package let errors: ErrorDistribution
  /// The models that have a part in the forecast, the largest share first.
  package let members: [Share]
  /// What a user should know: gaps, outliers, level shifts, fall-backs; one sentence each.
  package let remarks: [String]

  package init(
    name: String, start: UTCTime?, step: Int64, point: [Double], errors: ErrorDistribution,
    members: [Share], remarks: [String]
  ) {
    self.name = name
    self.start = start
    self.step = step
    self.point = point
    self.errors = errors
    self.members = members
    self.remarks = remarks
  }

  package var horizon: Int { point.count }
}

// MARK: - Intervals and paths

/// Bounds that hold the load of each step with a stated probability.
package struct PredictionInterval: Sendable {
  /// The probability, above 0 and below 1: 0.95 for 95 %.
  package let level: Double
  package let lower: [Double]
  package let upper: [Double]

  package init(level: Double, lower: [Double], upper: [Double]) {
    self.level = level
    self.lower = lower
    self.upper = upper
  }
}

extension Forecast {
  /// The central interval of `level` for every step; never below 0.
  ///
  /// - Precondition: 0 < level < 1.
  package func interval(level: Double) -> PredictionInterval {
    precondition(level > 0 && level < 1, "a level lies between 0 and 1")
    return PredictionInterval(
      level: level, lower: quantiles((1 - level) / 2), upper: quantiles((1 + level) / 2))
  }

  /// The load that is not exceeded with the given probability, for every step; never below 0.
  package func quantiles(_ probability: Double) -> [Double] {
    let error = errors.standardised(score: Normal.quantile(probability))
    return point.indices.map { max(0, point[$0] + error * errors.widths[$0]) }
  }

  /// One possible future: a load for every step, errors of neighbouring steps being alike.
  ///
  /// Path `replication` of a seed is the same whoever draws it, in whatever order, and however
  /// many others there are. The paths' quantiles at a step are those of `quantiles(_:)`.
  ///
  /// - Complexity: O(horizon).
  package func samplePath(_ replication: UInt64, seed: UInt64) -> [Double] {
    let scores = errors.jointScores(
      count: horizon, seed: seed, replication: replication, entity: name)
    return point.indices.map { step in
      max(0, point[step] + errors.standardised(score: scores[step]) * errors.widths[step])
    }
  }

  /// Paths 0 to `count` - 1 of a seed.
  package func samplePaths(count: Int, seed: UInt64) -> [[Double]] {
    (0..<count).map { samplePath(UInt64($0), seed: seed) }
  }
}
