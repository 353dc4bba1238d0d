package import Units

/// What the coming months cost, with the spread over sampled futures.
///
/// Coded as JSON with snake-case keys.
package struct Projection: Sendable, Codable, Hashable {
  package let schemaVersion: Int
  package let scenario: String
  package let seed: UInt64
  package let paths: Int
  package let months: [Month]
  /// Of the variance of the total over all months.
  package let varianceShare: VarianceShare
  /// What the figures rest on, one sentence each.
  package let notes: [String]
  /// Keys of the prices of low confidence that any path rests on, ascending.
  package let lowConfidencePrices: [String]

  package static let currentSchemaVersion = 1

  package struct Month: Sendable, Codable, Hashable {
    /// Such as `2027-01`.
    package let month: String
    package let total: Spread
    /// In the bill's order; lines of the plan that no path uses are there with zeros.
    package let lines: [Line]
  }

  package struct Line: Sendable, Codable, Hashable {
    package let line: String
    package let mean: Money
    package let p10: Money
    package let p50: Money
    package let p90: Money
    /// A price of the line is not well supported.
    package let lowConfidence: Bool

    init(_ line: String, _ spread: Spread, lowConfidence: Bool) {
      self.line = line
      mean = spread.mean
      p10 = spread.p10
      p50 = spread.p50
      p90 = spread.p90
      self.lowConfidence = lowConfidence
    }
  }

  /// Statistics over the paths, in exact money.
  package struct Spread: Sendable, Codable, Hashable {
    /// The sum over the paths divided by their number, rounded half-even.
    package let mean: Money
    /// The smallest cost of a path that at least 10, 50, 90 of 100 paths do not exceed.
    package let p10: Money
    package let p50: Money
    package let p90: Money

    /// - Precondition: `costs` is not empty.
    package init(_ costs: [Money]) {
      let sorted = costs.sorted()
      func quantile(percent: Int) -> Money {
        sorted[max(1, (percent * sorted.count + 99) / 100) - 1]
      }
      mean = costs.reduce(.zero, +).scaled(by: 1, over: Int64(costs.count))
      p10 = quantile(percent: 10)
      p50 = quantile(percent: 50)
      p90 = quantile(percent: 90)
    }
  }

  /// Where the variance comes from; the shares add up to 1, or are all zero where nothing varies.
  ///
  /// A path's total is taken apart into what each factor does alone, the others at their expected
  /// values and on the same random numbers, and the rest. The shares are the variances of these four
  /// over their sum: first-order effects, and `interaction`. They rest on the first paths only
  /// (`ProjectionPlan.sharePaths`), which is enough for shares.
  package struct VarianceShare: Sendable, Codable, Hashable {
    package let load: Double
    package let serviceDemand: Double
    package let spotPrice: Double
    package let interaction: Double

    /// - Parameters: variances.
    package init(load: Double, serviceDemand: Double, spotPrice: Double, interaction: Double) {
      let whole = load + serviceDemand + spotPrice + interaction
      self.load = whole > 0 ? load / whole : 0
      self.serviceDemand = whole > 0 ? serviceDemand / whole : 0
      self.spotPrice = whole > 0 ? spotPrice / whole : 0
      self.interaction = whole > 0 ? interaction / whole : 0
    }
  }
}
