/// Maps values of a quantity to positions of a chart, with round numbers to mark.
struct Scale: Sendable {
  let low: Double
  let high: Double
  let isLogarithmic: Bool
  let ticks: [Double]
  /// Positions of `low` and `high`; the second may be smaller, as ordinates run down.
  let start: Double
  let end: Double

  /// From zero to a round number at or above `maximum`, with about `count` steps.
  init(upTo maximum: Double, count: Int = 3, from start: Double, to end: Double) {
    let top = maximum > 0 && maximum.isFinite ? maximum : 1
    let step = Self.roundStep(top / Double(count))
    let steps = (top / step).rounded(.up)
    low = 0
    high = steps * step
    isLogarithmic = false
    ticks = (0...Int(steps)).map { Double($0) * step }
    self.start = start
    self.end = end
  }

  /// From a number of the series 1, 2, 5, 10 … at or below `range` to one at or above it; its
  /// bounds are positive.
  ///
  /// The marks are all numbers of the series, or only powers of ten where there are many.
  init(logarithmicOver range: ClosedRange<Double>, from start: Double, to end: Double) {
    var power = 1.0
    while power > range.lowerBound { power /= 10 }
    while power * 10 <= range.lowerBound { power *= 10 }
    var series: [Double] = []
    repeat {
      series += [power, 2 * power, 5 * power]
      power *= 10
    } while power < range.upperBound
    series.append(power)
    let first = series.last { $0 <= range.lowerBound } ?? series[0]
    let last = series.first { $0 >= range.upperBound && $0 > range.lowerBound } ?? power
    let inside = series.filter { $0 >= first && $0 <= last }
    low = first
    high = last
    isLogarithmic = true
    ticks = inside.count <= 7 ? inside : inside.filter { Self.isPowerOfTen($0) }
    self.start = start
    self.end = end
  }

  /// Where `value` stands; values outside are drawn on the edge.
  func position(_ value: Double) -> Double {
    let share =
      isLogarithmic
      ? Self.decades(max(value, low) / low) / Self.decades(high / low)
      : (value - low) / (high - low)
    return start + (end - start) * min(1, max(0, share))
  }

  /// The number of decades in `ratio`, by halving: exact enough for a pixel on any machine.
  private static func decades(_ ratio: Double) -> Double {
    var rest = ratio
    var result = 0.0
    while rest >= 10 {
      rest /= 10
      result += 1
    }
    var bit = 0.5
    for _ in 0..<20 {
      rest *= rest
      if rest >= 10 {
        rest /= 10
        result += bit
      }
      bit /= 2
    }
    return result
  }

  private static func isPowerOfTen(_ value: Double) -> Bool {
    var rest = value
    while rest >= 10 { rest /= 10 }
    while rest < 1 { rest *= 10 }
    return (rest - 1).magnitude < 1e-9
  }

  /// The least of 1, 2, 5 times a power of ten that is not below `step`.
  private static func roundStep(_ step: Double) -> Double {
    var power = 1.0
    while power > step { power /= 10 }
    while power * 10 <= step { power *= 10 }
    for factor in [1.0, 2, 5] where power * factor >= step { return power * factor }
    return power * 10
  }
}
