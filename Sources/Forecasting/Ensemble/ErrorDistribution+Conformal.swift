internal import Glibc

extension ErrorDistribution {
  /// Weights of the running mean that smooths the errors over neighbouring steps.
  private static let kernel = [1.0, 2, 3, 2, 1].map { $0 / 9 }
  /// How fast errors grow with the horizon where the history cannot tell: the fourth root.
  private static let growth = 0.25

  /// Learns from residuals at rolling origins, by split conformal prediction: the quantiles of the
  /// standardised residual sizes are the intervals' half-widths.
  ///
  /// Vovk, Gammerman and Shafer, "Algorithmic Learning in a Random World", Springer 2005. The width
  /// at a step is the geometric mean of the smoothed mean size there and of a curve of the
  /// horizon's fourth root; beyond the steps that were tried it grows with the square root.
  ///
  /// Errors of a load that grows grow with it: residuals are brought to the forecast's level by a
  /// power of the ratio of levels, 0, ½ or 1, whichever makes the residuals of all origins the
  /// likeliest (`levelPower`).
  ///
  /// - Parameters:
  ///   - residuals: one row an origin, all of one length.
  ///   - levels: the mean of what was forecast at each origin; empty where levels are all alike.
  ///   - level: the mean of what is forecast.
  ///   - horizon: steps of the forecast.
  ///   - period: steps in a day; widths beyond the tried steps repeat those of the last one.
  ///   - freedom: origins that are as good as independent.
  init(
    residuals: [[Double]], levels: [Double] = [], level: Double = 0, horizon: Int, period: Int,
    freedom: Int
  ) {
    let residuals = Self.levelled(residuals, levels: levels, level: level)
    let tried = residuals.first?.count ?? 0
    let sizes = (0..<tried).map { step in Statistics.mean(residuals.map { abs($0[step]) }) }
    let mean = Statistics.mean(sizes)
    guard tried > 0, mean > 0 else {
      self = .none(count: horizon)
      return
    }
    let middle = Double(tried + 1) / 2
    let smooth = Self.smoothed(sizes).map { max($0 / mean, 0.05) }
    let widths = (0..<tried).map { step in
      let curve = pow(Double(step + 1) / middle, Self.growth)
      return mean * (curve * smooth[step]).squareRoot()
    }
    var standard: [Double] = []
    standard.reserveCapacity(residuals.count * tried)
    for row in residuals {
      for step in 0..<tried { standard.append(abs(row[step]) / widths[step]) }
    }
    standard.sort()
    let dependence = Dependence(residuals: residuals, widths: widths)
    self.init(
      sizes: standard, freedom: Double(max(2, freedom)),
      widths: Self.extended(widths, to: horizon, period: min(period, tried)),
      commonShare: dependence.commonShare,
      persistence: dependence.persistence)
  }

  /// The residuals at the level of the forecast.
  private static func levelled(
    _ residuals: [[Double]], levels: [Double], level: Double
  ) -> [[Double]] {
    guard levels.count == residuals.count, level > 0, levels.allSatisfy({ $0 > 0 })
    else { return residuals }
    let power = levelPower(residuals.map { row in Statistics.mean(row.map { abs($0) }) }, levels)
    guard power > 0 else { return residuals }
    return zip(residuals, levels).map { row, own in
      let factor = pow(level / own, power)
      return row.map { $0 * factor }
    }
  }

  /// The power of the level that mean errors go with.
  ///
  /// With errors of a Laplace distribution whose scale is c · levelᵖ the log-likelihood is, at its
  /// best c, -log mean(error / levelᵖ) - p · mean(log level), whatever the number of steps.
  static func levelPower(_ errors: [Double], _ levels: [Double]) -> Double {
    var best = (power: 0.0, score: Double.infinity)
    for power in [0, 0.5, 1] {
      let mean = Statistics.mean(zip(errors, levels).map { $0 / pow($1, power) })
      guard mean > 0 else { return 0 }
      let score = log(mean) + power * Statistics.mean(levels.map { log($0) })
      if score < best.score { best = (power, score) }
    }
    return best.power
  }

  private static func smoothed(_ sizes: [Double]) -> [Double] {
    let count = sizes.count
    return (0..<count).map { step in
      var sum = 0.0
      for (index, weight) in kernel.enumerated() {
        // Mirrored at the ends.
        var place = step + index - 2
        if place < 0 { place = -place - 1 }
        if place >= count { place = 2 * count - 1 - place }
        sum += weight * sizes[min(max(place, 0), count - 1)]
      }
      return sum
    }
  }

  /// Widths beyond the tried steps: those of the last period again, growing with the square root.
  private static func extended(_ widths: [Double], to horizon: Int, period: Int) -> [Double] {
    let tried = widths.count
    return (0..<horizon).map { step in
      if step < tried { return widths[step] }
      let place = tried - period + (step - tried) % period
      return widths[place] * (Double(step + 1) / Double(place + 1)).squareRoot()
    }
  }
}

/// How errors of different steps of one path go together.
private struct Dependence {
  let commonShare: Double
  let persistence: Double

  /// Moments of the standardised residuals: the mean square of the rows' means is what is common,
  /// the first autocorrelation of what is left is the persistence.
  init(residuals: [[Double]], widths: [Double]) {
    let rows = residuals.map { zip($0, widths).map { $0 / $1 } }
    let square = Statistics.mean(rows.map { row in Statistics.mean(row.map { $0 * $0 }) })
    let means = rows.map { Statistics.mean($0) }
    var near = 0.0
    var left = 0.0
    for (row, mean) in zip(rows, means) {
      for step in row.indices.dropLast() {
        near += (row[step] - mean) * (row[step + 1] - mean)
        left += (row[step] - mean) * (row[step] - mean)
      }
    }
    let phi = left > 0 ? min(max(near / left, 0), 0.98) : 0
    persistence = phi
    let steps = Double(widths.count)
    let common = square > 0 ? Statistics.mean(means.map { $0 * $0 }) / square : 0
    // The mean of an autoregression of this persistence varies too; that part is not common.
    let own = min(1, (1 + phi) / (1 - phi) / max(steps, 1))
    commonShare = own < 1 ? min(max((common - own) / (1 - own), 0), 0.9) : 0
  }
}
